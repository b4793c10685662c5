/**
 * How long the matching of two revisions takes: milliseconds, median of several runs, for 5,000 sentences in blocks
 * of five, as each case below changes them.
 *
 *     node_modules/.bin/tsx bench/match.ts
 */
import { match, type NewBlock, type OldBlock } from '../src/document/match/match.ts'

const size = 5000
const perBlock = 5
const runs = 9

/** Park and Miller's generator: the same texts on every machine. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

const onsets = 'b bl br c ch cl d dr f fl g gr j l m n p pl pr qu r s st t tr v'.split(' ')
const rimes = 'a ai an as au e é en er es i in ion o oi on ou u ur'.split(' ')

function vocabulary(random: () => number): string[] {
  const among = (parts: readonly string[]) => parts[Math.floor(random() * parts.length)] ?? ''
  const syllable = () => among(onsets) + among(rimes)
  return Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, syllable).join(''),
  )
}

/** Words with the frequencies of a language: few of them make most of the text. */
function sentencesFrom(seed: number): string[] {
  const words = vocabulary(generator(1))
  const random = generator(seed)
  const word = () => words[Math.floor(words.length ** random()) - 1] ?? ''
  return Array.from(
    { length: size },
    () => `${Array.from({ length: 8 + Math.floor(random() * 14) }, word).join(' ')}.`,
  )
}

function blocksOf(sentences: readonly string[], each = perBlock): NewBlock[] {
  const count = Math.ceil(sentences.length / each)
  return Array.from({ length: count }, (_, at) => ({
    kind: 'paragraph',
    sentences: sentences.slice(at * each, (at + 1) * each),
  }))
}

function asOld(blocks: readonly NewBlock[]): OldBlock[] {
  return blocks.map((block, at) => ({
    unit: `b${at}`,
    kind: block.kind,
    segments: block.sentences.map((text, place) => ({ id: `${at}.${place}`, text })),
  }))
}

/** Replaces a word in this share of the sentences. */
function edited(sentences: readonly string[], share: number): string[] {
  const random = generator(99)
  return sentences.map((text) => (random() < share ? text.replace(/ \S+/, ' remplacé') : text))
}

const text = sentencesFrom(7)
const oui = text.map(() => 'Oui.')
const oneWordApart = (word: string) =>
  text.map(
    (_, at) => `Le pays compte, selon le dernier recensement officiel, ${word}${at.toString(36)} habitants.`,
  )
const randomEquals = (seed: number) => {
  const random = generator(seed)
  return text.map(() => (random() < 0.5 ? 'Oui.' : 'Non.'))
}
const shuffled = (sentences: readonly string[]) => {
  const random = generator(5)
  return sentences
    .map((sentence) => [random(), sentence] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, sentence]) => sentence)
}

const cases: readonly (readonly [name: string, before: NewBlock[], after: NewBlock[]])[] = [
  ['unchanged', blocksOf(text), blocksOf(text)],
  ['1 % edited', blocksOf(text), blocksOf(edited(text, 0.01))],
  ['10 % edited', blocksOf(text), blocksOf(edited(text, 0.1))],
  ['all edited', blocksOf(text), blocksOf(edited(text, 1))],
  ['paragraphs reversed', blocksOf(text), blocksOf(text).toReversed()],
  ['paragraphs reversed, all edited', blocksOf(text), blocksOf(edited(text, 1)).toReversed()],
  ['sentences shuffled', blocksOf(text), blocksOf(shuffled(text))],
  ['sentences shuffled, all edited', blocksOf(text), blocksOf(shuffled(edited(text, 1)))],
  ['all new', blocksOf(text), blocksOf(sentencesFrom(8))],
  ['one block, 10 % edited', blocksOf(text, size), blocksOf(edited(text, 0.1), size)],
  ['one block, all edited and shuffled', blocksOf(text, size), blocksOf(shuffled(edited(text, 1)), size)],
  ['one block, then a block each', blocksOf(text, size), blocksOf(text, 1)],
  ['a block each, then one block', blocksOf(text, 1), blocksOf(text, size)],
  ['a block each, all edited', blocksOf(text, 1), blocksOf(edited(text, 1), 1)],
  ['a block each, all edited and shuffled', blocksOf(text, 1), blocksOf(shuffled(edited(text, 1)), 1)],
  ['all Oui., one more', blocksOf(oui), blocksOf([...oui, 'Oui.'])],
  ['all Oui., other block lengths', blocksOf(oui), blocksOf(oui, 7)],
  ['Oui. and Non. at random, one block', blocksOf(randomEquals(3), size), blocksOf(randomEquals(4), size)],
  ['Oui. and Non. at random', blocksOf(randomEquals(3)), blocksOf(randomEquals(4))],
  ['one word apart, all edited', blocksOf(oneWordApart('a')), blocksOf(oneWordApart('b'))],
  ['one word apart, reversed', blocksOf(oneWordApart('a')), blocksOf(oneWordApart('b')).toReversed()],
  ['one word apart, one block', blocksOf(oneWordApart('a'), size), blocksOf(oneWordApart('b'), size)],
  ['one word apart, a block each', blocksOf(oneWordApart('a'), 1), blocksOf(oneWordApart('b'), 1)],
  ['all Oui., then all new', blocksOf(oui), blocksOf(text)],
]

function milliseconds(before: readonly OldBlock[], after: readonly NewBlock[]): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    match(before, after)
    return performance.now() - start
  })
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
}

function counts(before: readonly OldBlock[], after: readonly NewBlock[]): string {
  const { blocks, removed } = match(before, after)
  const fates = blocks.flatMap((block) => block.sentences.map((sentence) => sentence.fate))
  const of = (fate: string) => fates.filter((other) => other === fate).length
  const units = blocks.filter((block) => block.unit !== undefined).length
  return `${of('kept')} kept, ${of('changed')} changed, ${of('new')} new, ${removed.length} removed; ${units} units`
}

for (const [name, before, after] of cases) {
  const old = asOld(before)
  const time = milliseconds(old, after).toFixed(0).padStart(5)
  process.stdout.write(`${name.padEnd(40)}${time} ms   ${counts(old, after)}\n`)
}
