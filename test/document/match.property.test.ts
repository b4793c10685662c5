/**
 * Laws of matching, over random sequences of the edits that people make, with a vocabulary full of repeats.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { match, type Fate, type NewBlock, type OldBlock } from '../../src/document/match/match.ts'
import { featuresOf, isLikely, likenesses } from '../../src/document/match/similarity.ts'

const sentence = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('Oui.', 'Non.', '12', '13', '…', 'Tous droits réservés.') },
  {
    weight: 5,
    arbitrary: fc
      .record({
        who: fc.constantFrom('Le port', 'La route', 'Le conseil', 'L’école', 'يقع الميناء', '這座港口'),
        does: fc.constantFrom('accueille', 'relie', 'finance', 'على ساحل', '每年停靠'),
        what: fc.constantFrom(
          'des milliers de navires',
          'les deux vallées',
          'quarante projets',
          'المحيط',
          '數千艘船隻',
        ),
        year: fc.integer({ min: 1990, max: 1999 }),
      })
      .map(({ who, does, what, year }) => `${who} ${does} ${what}, en ${year}.`),
  },
)
const block = fc.record({
  kind: fc.constantFrom('paragraph', 'listItem'),
  sentences: fc.array(sentence, { maxLength: 6 }),
})
const revision = fc.array(block, { maxLength: 8 })

type Edit = (text: NewBlock[]) => NewBlock[]

const kindless = (sentences: readonly string[]): NewBlock => ({ kind: 'paragraph', sentences })

/** Replaces block `at` (counted round) by what `change` makes of it. */
function onBlock(at: number, change: (block: NewBlock) => NewBlock[]): Edit {
  return (text) => text.flatMap((other, place) => (place === at % text.length ? change(other) : [other]))
}

function onSentence(at: number, nth: number, change: (sentence: string) => string[]): Edit {
  return onBlock(at, ({ kind, sentences }) => [
    {
      kind,
      sentences: sentences.flatMap((text, place) =>
        place === nth % sentences.length ? change(text) : [text],
      ),
    },
  ])
}

function half(text: string): string[] {
  const middle = text.indexOf(' ', text.length / 2)
  return middle === -1 ? [text] : [`${text.slice(0, middle)}.`, text.slice(middle + 1)]
}

const place = fc.nat({ max: 20 })
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, block).map(
    ([at, added]): Edit =>
      (text) =>
        text.toSpliced(at % (text.length + 1), 0, added),
  ),
  place.map((at) => onBlock(at, () => [])),
  fc.tuple(place, place).map(([from, to]): Edit => (text) => {
    const moved = text.slice(from % (text.length + 1), (from % (text.length + 1)) + 1)
    const rest = text.filter((other) => other !== moved[0])
    return moved.length === 0 ? text : rest.toSpliced(to % (rest.length + 1), 0, ...moved)
  }),
  fc
    .tuple(place, place)
    .map(([at, cut]) =>
      onBlock(at, ({ sentences }) => [kindless(sentences.slice(0, cut)), kindless(sentences.slice(cut))]),
    ),
  place.map((at): Edit => (text) => {
    const from = at % (text.length + 1)
    return text.toSpliced(from, 2, kindless(text.slice(from, from + 2).flatMap(({ sentences }) => sentences)))
  }),
  place.map((at) => onBlock(at, ({ sentences }) => [{ kind: 'heading', sentences }])),
  fc.tuple(place, place, sentence).map(([at, nth, added]) => onSentence(at, nth, (text) => [text, added])),
  fc.tuple(place, place).map(([at, nth]) => onSentence(at, nth, () => [])),
  fc.tuple(place, place).map(([at, nth]) => onSentence(at, nth, half)),
  fc
    .tuple(place, place)
    .map(([at, nth]) => onSentence(at, nth, (text) => [text.replace(/[aei\u0627]/u, 'o')])),
  fc
    .tuple(place, place)
    .map(([at, nth]) => onSentence(at, nth, (text) => [text.replace(/\d(?=\D*$)/u, '7')])),
  place.map((at) => onBlock(at, ({ kind, sentences }) => [{ kind, sentences: sentences.toReversed() }])),
)

/** A text and what became of it, one edit after the other: all stages. */
const stages = fc.tuple(revision, fc.array(edit, { minLength: 1, maxLength: 12 })).map(([start, edits]) => {
  const all: NewBlock[][] = [start]
  for (const change of edits) all.push(change(all.at(-1) ?? []))
  return all
})

/** Revisions to compare: each with the next, and the first with the last. */
const steps = stages.map((all) => [
  ...all.slice(1).map((after, at) => [all[at] ?? [], after] as const),
  [all[0] ?? [], all.at(-1) ?? []] as const,
])

function asOld(text: readonly NewBlock[]): OldBlock[] {
  return text.map(({ kind, sentences }, at) => ({
    unit: `b${at}`,
    kind,
    segments: sentences.map((sentenceText, nth) => ({ id: `${at}.${nth}`, text: sentenceText })),
  }))
}

function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

interface Decision {
  readonly text: string
  readonly fate: Fate
}

function decide(before: readonly NewBlock[], after: readonly NewBlock[]) {
  const old = asOld(before)
  const matching = match(old, after)
  const texts = new Map(old.flatMap(({ segments }) => segments.map(({ id, text }) => [id, text] as const)))
  const decisions = after.flatMap(({ sentences }, y) =>
    sentences.map((text, nth): Decision => ({
      text,
      fate: matching.blocks[y]?.sentences[nth] ?? { fate: 'new' },
    })),
  )
  const kept = decisions.flatMap(({ text, fate }) => (fate.fate === 'kept' ? [{ text, id: fate.id }] : []))
  const changed = decisions.flatMap(({ text, fate }) =>
    fate.fate === 'changed' ? [{ text, id: fate.predecessor }] : [],
  )
  return { old, matching, texts, kept, changed }
}

function holds(
  law: (step: ReturnType<typeof decide>, before: readonly NewBlock[], after: readonly NewBlock[]) => void,
) {
  fc.assert(
    fc.property(steps, (pairs) => {
      for (const [before, after] of pairs) law(decide(before, after), before, after)
    }),
    { numRuns: 300 },
  )
}

const sentencesOf = (text: readonly NewBlock[]) => text.flatMap(({ sentences }) => sentences)

test('of every text as many are kept as both revisions have', () => {
  holds(({ kept }, before, after) => {
    const now = tally(sentencesOf(after))
    const both = [...tally(sentencesOf(before))].map(
      ([text, count]) => [text, Math.min(count, now.get(text) ?? 0)] as const,
    )
    expect(tally(kept.map(({ text }) => text))).toEqual(new Map(both.filter(([, count]) => count > 0)))
  })
})

test('a kept sentence has the text it had, and no segment is kept twice', () => {
  holds(({ kept, texts }) => {
    expect(kept.map(({ text }) => text)).toEqual(kept.map(({ id }) => texts.get(id)))
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length)
  })
})

test('every new sentence has a fate, and every old one is kept, named or removed, and only one of these', () => {
  holds(({ old, matching, kept, changed }, _, after) => {
    expect(matching.blocks.map(({ sentences }) => sentences.length)).toEqual(
      after.map(({ sentences }) => sentences.length),
    )
    const named = new Set(changed.map(({ id }) => id))
    const once = [...kept.map(({ id }) => id), ...named, ...matching.removed]
    expect(once.toSorted()).toEqual(old.flatMap(({ segments }) => segments.map(({ id }) => id)).toSorted())
  })
})

test('units are used once', () => {
  holds(({ old, matching }) => {
    const units = matching.blocks.flatMap(({ unit }) => (unit === undefined ? [] : [unit]))
    expect(new Set(units).size).toBe(units.length)
    expect(old.map(({ unit }) => unit)).toEqual(expect.arrayContaining(units))
  })
})

test('of the sentences that name a predecessor one is like it, and each has three fifths in common with it', () => {
  holds(({ changed, texts }) => {
    for (const id of new Set(changed.map((one) => one.id))) {
      const halves = changed.filter((one) => one.id === id)
      const whole = featuresOf(texts.get(id) ?? '')
      const features = halves.map(({ text }) => featuresOf(text))
      const scores = likenesses(whole, features)
      expect(features.some((one, at) => isLikely(scores[at] ?? 0, one, whole, 'beside'))).toBe(true)
      for (const [at, one] of features.entries()) {
        const least = Math.min(0.5, (0.6 * 2 * one.runs.length) / (one.runs.length + whole.runs.length))
        expect(scores[at]).toBeGreaterThanOrEqual(least)
      }
    }
  })
})

test('two sentences name the same predecessor only as halves that stand side by side', () => {
  holds(({ matching }) => {
    const fates = matching.blocks.flatMap(({ sentences }) => sentences)
    const names = fates.map((fate) => (fate.fate === 'changed' ? fate.predecessor : undefined))
    const starts = names.filter((name, at) => name !== undefined && name !== names[at - 1])
    expect(new Set(starts).size).toBe(starts.length)
  })
})

test('what did not change stays in its place', () => {
  fc.assert(
    fc.property(revision, (text) => {
      const old = asOld(text)
      const same = old.map(({ unit, segments }) => ({
        unit,
        sentences: segments.map(({ id }) => ({ fate: 'kept', id })),
      }))
      expect(match(old, text)).toEqual({ blocks: same, removed: [] })
    }),
  )
})

test('the same revisions are matched the same way', () => {
  holds(({ old, matching }, _, after) => {
    expect(match(structuredClone(old), structuredClone(after))).toEqual(matching)
  })
})

test('any text is taken', () => {
  const anyBlock = fc.record({
    kind: fc.string(),
    sentences: fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }),
  })
  fc.assert(
    fc.property(
      fc.array(anyBlock, { maxLength: 20 }),
      fc.array(anyBlock, { maxLength: 20 }),
      (before, after) => {
        const { matching } = decide(before, after)
        expect(matching.blocks).toHaveLength(after.length)
      },
    ),
  )
})
