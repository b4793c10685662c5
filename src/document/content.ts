import type { BlockShape } from '../segment/block.ts'
import type { BlockKind, CardKind } from '../vocabulary.ts'
import { blockKinds, cardKinds } from '../vocabulary.ts'
import { findRevision, readRevision } from '../store/revisions.ts'
import type { RevisionRow, RevisionRows, UnitRow } from '../store/revisions.ts'
import type { Reader } from '../store/database.ts'

/** A sentence where it stands in a revision. `gap` is the white space that follows it in its unit. */
export interface PlacedSegment {
  readonly id: string
  readonly text: string
  readonly gap: string
}

/** A unit in a revision; `shape` only where it is a block of the body. */
export interface PlacedUnit {
  readonly key: string
  readonly shape: BlockShape | null
  readonly segments: readonly PlacedSegment[]
}

/** A value as it is stored: language-free. Dates as in `locale/format`; `to` may be '..', an open end. */
export type Value =
  | { readonly type: 'date'; readonly from: string; readonly to: string | null }
  | { readonly type: 'quantity'; readonly number: number; readonly unit: string | null }

export interface DrawnCard {
  readonly key: string
  readonly kind: CardKind
  readonly topics: readonly string[]
  readonly value: Value | null
}

/**
 * Everything that is written in the source locale at one revision: the title, the summary, the blocks, then the
 * cards' words, in this order. `evidence` is by unit: `summary` and `card.<key>.text`.
 */
export interface Content {
  readonly revision: number
  readonly createdAt: Date
  readonly note: string
  readonly asOf: string | null
  readonly topics: readonly string[]
  readonly titleInText: boolean
  readonly originalSha256: Uint8Array
  readonly mediaType: string
  readonly charset: string
  readonly units: readonly PlacedUnit[]
  readonly cards: readonly DrawnCard[]
  readonly evidence: ReadonlyMap<string, readonly string[]>
}

export const cardUnits = (key: string) => ({ headline: `card.${key}.headline`, text: `card.${key}.text` })

export const unitOf = (content: Content, key: string): PlacedUnit | undefined =>
  content.units.find((unit) => unit.key === key)

export const blocksOf = (content: Content): PlacedUnit[] =>
  content.units.filter((unit) => unit.shape !== null)

const kindOf = (word: string): BlockKind => blockKinds.find((kind) => kind === word) ?? 'paragraph'
const cardKindOf = (word: string): CardKind => cardKinds.find((kind) => kind === word) ?? 'statement'

function shapeOf(row: UnitRow): BlockShape | null {
  if (row.kind === null) return null
  return {
    kind: kindOf(row.kind),
    level: row.level,
    ...(row.ordered === null ? {} : { ordered: row.ordered }),
    ...(row.number === null ? {} : { number: row.number }),
    ...(row.language === null ? {} : { language: row.language }),
  }
}

const textOrNull = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

/** The stored value; the operation that wrote it has checked it, so its shape is only read here. */
function valueOf(stored: unknown): Value | null {
  if (typeof stored !== 'object' || stored === null || !('type' in stored)) return null
  if (stored.type === 'date' && 'from' in stored && 'to' in stored) {
    return { type: 'date', from: String(stored.from), to: textOrNull(stored.to) }
  }
  if (stored.type === 'quantity' && 'number' in stored && 'unit' in stored) {
    return {
      type: 'quantity',
      number: Number(stored.number),
      unit: textOrNull(stored.unit),
    }
  }
  return null
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}

function compose(row: RevisionRow, rows: RevisionRows): Content {
  const segments = grouped(rows.segments, (segment) => segment.unit)
  const evidence = grouped(rows.evidence, (drawn) => drawn.unit)
  return {
    revision: row.number,
    createdAt: row.createdAt,
    note: row.note,
    asOf: row.asOf,
    topics: row.topics,
    titleInText: row.titleInText,
    originalSha256: row.originalSha256,
    mediaType: row.mediaType,
    charset: row.charset,
    units: rows.units.map((unit) => ({
      key: unit.unit,
      shape: shapeOf(unit),
      segments: (segments.get(unit.unit) ?? []).map(({ id, text, gap }) => ({ id, text, gap })),
    })),
    cards: rows.cards.map(({ key, kind, topics, value }) => ({
      key,
      kind: cardKindOf(kind),
      topics,
      value: valueOf(value),
    })),
    evidence: new Map([...evidence].map(([unit, drawn]) => [unit, drawn.map((each) => each.segmentId)])),
  }
}

/** The content of a revision: the one asked for, else the latest. Undefined when there is no such revision. */
export async function readContent(
  reader: Reader,
  documentId: string,
  number?: number,
): Promise<Content | undefined> {
  const row = await findRevision(reader, documentId, number)
  return row === undefined ? undefined : compose(row, await readRevision(reader, documentId, row.number))
}
