import { createHash } from 'node:crypto'
import type { Content } from '../../src/document/content.ts'
import type { Outline } from './outline.ts'
import { sourceLocale } from './words.ts'

/** Stands in the ids of segments for the first twenty digits of their document's. */
export const idToken = 'QIDQ'

/** The last twelve digits of a segment's id: the first twenty are its document's, as with ids made in one moment. */
const suffixOf = (topics: readonly string[], at: number): string =>
  createHash('sha256').update(`${topics.join()} ${at}`).digest('hex').slice(0, 12)

/** The outline as the service reads a document, in the source locale. */
export function contentOf({ topics, units, cards }: Outline): Content {
  let at = 0
  const placed = units.map(({ key, shape, sentences }) => ({
    key,
    shape,
    segments: sentences.map((write, place) => ({
      id: idToken + suffixOf(topics, at++),
      text: write(sourceLocale),
      gap: place < sentences.length - 1 ? ' ' : '',
    })),
  }))
  const bodyIds = placed
    .filter((unit) => unit.key === 'b2')
    .flatMap((unit) => unit.segments.map(({ id }) => id))
  const drawn = ['summary', ...cards.map((card) => `card.${card.key}.text`)]
  return {
    revision: 1,
    createdAt: new Date(0),
    note: '',
    asOf: null,
    topics,
    titleInText: false,
    originalSha256: new Uint8Array(),
    mediaType: 'text/plain',
    charset: 'utf-8',
    units: placed,
    cards,
    evidence: new Map(drawn.map((unit) => [unit, unit === 'summary' ? bodyIds : bodyIds.slice(0, 1)])),
  }
}

export function originalOf(content: Content): string {
  const blocks = content.units.filter((unit) => unit.shape !== null)
  return blocks.map((unit) => unit.segments.map(({ text }) => text).join(' ')).join('\n\n')
}
