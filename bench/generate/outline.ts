import type { DrawnCard, Value } from '../../src/document/content.ts'
import type { BlockShape } from '../../src/segment/block.ts'
import { between, randomFrom, someOf } from './random.ts'
import { headlineOf, sayingFrom, sentenceOf, words, wordsOf } from './words.ts'

/** A document before it is in any language: its units in order, and what each sentence is in a locale. */
export interface Outline {
  readonly topics: readonly string[]
  readonly units: readonly OutlineUnit[]
  readonly cards: readonly DrawnCard[]
}

export interface OutlineUnit {
  readonly key: string
  readonly shape: BlockShape | null
  readonly sentences: readonly ((locale: string) => string)[]
}

/** Stands in a text for the number of the document. */
export const numberToken = 'QNUMBERQ'

const firstYear = 1700
const lastYear = 2025
const cardKinds = ['event', 'event', 'event', 'period', 'period', 'figure', 'statement'] as const

type Random = () => number

function eventDate(random: Random): string {
  const year = between(random, firstYear, lastYear)
  const month = String(between(random, 1, 12)).padStart(2, '0')
  return random() < 0.5 ? String(year) : `${year}-${month}`
}

function period(random: Random): Value {
  const from = between(random, firstYear, lastYear)
  // One in twelve goes on to this day, as does what would end after it.
  const to = from + between(random, 1, 50)
  const isOpen = random() < 1 / 12 || to > lastYear
  return { type: 'date', from: String(from), to: isOpen ? '..' : String(to) }
}

function valueOf(kind: (typeof cardKinds)[number], random: Random): Value | null {
  if (kind === 'event') return { type: 'date', from: eventDate(random), to: null }
  if (kind === 'period') return period(random)
  if (kind === 'statement') return null
  return { type: 'quantity', number: between(random, 2, 900), unit: random() < 0.5 ? 'percent' : null }
}

function saying(random: Random): OutlineUnit['sentences'][number] {
  const said = sayingFrom(random)
  return (locale) => sentenceOf(said, locale)
}

function card(
  at: number,
  topics: readonly string[],
  random: Random,
): { card: DrawnCard; units: OutlineUnit[] } {
  const said = sayingFrom(random)
  const kind = cardKinds[at % cardKinds.length] ?? 'event'
  const key = `${words.keys[said.subject] ?? 'card'}-${at + 1}`
  return {
    card: {
      key,
      kind,
      topics: someOf(random, topics, random() < 0.15 ? 2 : 1),
      value: valueOf(kind, random),
    },
    units: [
      { key: `card.${key}.headline`, shape: null, sentences: [(locale) => headlineOf(said, locale)] },
      { key: `card.${key}.text`, shape: null, sentences: [(locale) => sentenceOf(said, locale)] },
    ],
  }
}

/** The `at`th of the documents that all others are made from: a summary, seven cards, a heading, two paragraphs. */
export function outlineOf(at: number): Outline {
  const random = randomFrom(at + 1)
  const topics = someOf(random, words.topics, 3)
  const main = sayingFrom(random)
  const place = words.places[at % words.places.length] ?? ''
  const subject = (locale: string) => wordsOf(locale).subjects[main.subject] ?? ''
  const title = (locale: string) => `${wordsOf(locale).title} ${numberToken} – ${subject(locale)} (${place})`
  const paragraph = (key: string): OutlineUnit => ({
    key,
    shape: { kind: 'paragraph', level: 0 },
    sentences: [saying(random), saying(random)],
  })
  const cards = cardKinds.map((_, each) => card(each, topics, random))
  return {
    topics,
    cards: cards.map((each) => each.card),
    units: [
      { key: 'title', shape: null, sentences: [title] },
      { key: 'summary', shape: null, sentences: [saying(random), saying(random)] },
      { key: 'b1', shape: { kind: 'heading', level: 2 }, sentences: [subject] },
      paragraph('b2'),
      paragraph('b3'),
      ...cards.flatMap((each) => each.units),
    ],
  }
}
