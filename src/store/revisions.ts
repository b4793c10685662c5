import { and, asc, desc, eq, sql } from 'drizzle-orm'
import {
  card,
  evidence,
  original,
  revision,
  revisionSegment,
  revisionUnit,
  segment,
  unit,
} from '../../db/schema/index.ts'
import { batches } from './batches.ts'
import { rows as rowsOf } from './database.ts'
import type { Reader, Transaction } from './database.ts'

/** Any number of texts as rows of `texts(value)`: one parameter, where `in (…)` would need one for each. */
const texts = (list: readonly string[]) =>
  sql`json_array_elements_text(${JSON.stringify(list)}::text::json) as texts(value)`

export type RevisionRow = Omit<typeof revision.$inferSelect, 'previous'>
export type UnitRow = Omit<typeof revisionUnit.$inferSelect, 'documentId' | 'revision' | 'position'>
export type CardRow = Omit<typeof card.$inferSelect, 'documentId' | 'revision' | 'position'>
export interface SegmentRow {
  readonly unit: string
  readonly id: string
  readonly text: string
  readonly gap: string
}
export interface EvidenceRow {
  readonly unit: string
  readonly segmentId: string
}
export interface OriginalRow {
  readonly sha256: Uint8Array
  readonly bytes: Uint8Array
}

/** Everything that a revision holds, each list in order. */
export interface RevisionRows {
  readonly units: readonly UnitRow[]
  readonly segments: readonly SegmentRow[]
  readonly cards: readonly CardRow[]
  readonly evidence: readonly EvidenceRow[]
}

/** A revision's own row: the one asked for, else the latest. */
export async function findRevision(
  reader: Reader,
  documentId: string,
  number?: number,
): Promise<RevisionRow | undefined> {
  const [row] = await reader
    .select()
    .from(revision)
    .where(
      and(
        eq(revision.documentId, documentId),
        number === undefined ? undefined : eq(revision.number, number),
      ),
    )
    .orderBy(desc(revision.number))
    .limit(1)
  return row
}

export async function findOriginal(
  reader: Reader,
  documentId: string,
  sha256: Uint8Array,
): Promise<OriginalRow | undefined> {
  const [row] = await reader
    .select()
    .from(original)
    .where(and(eq(original.documentId, documentId), eq(original.sha256, sha256)))
  return row
}

export async function readRevision(
  reader: Reader,
  documentId: string,
  number: number,
): Promise<RevisionRows> {
  const [units, segments, cards, drawn] = await Promise.all([
    reader
      .select()
      .from(revisionUnit)
      .where(and(eq(revisionUnit.documentId, documentId), eq(revisionUnit.revision, number)))
      .orderBy(asc(revisionUnit.position)),
    reader
      .select({ unit: revisionSegment.unit, id: segment.id, text: segment.text, gap: revisionSegment.gap })
      .from(revisionSegment)
      .innerJoin(
        segment,
        and(eq(segment.documentId, revisionSegment.documentId), eq(segment.id, revisionSegment.segmentId)),
      )
      .where(and(eq(revisionSegment.documentId, documentId), eq(revisionSegment.revision, number)))
      .orderBy(asc(revisionSegment.position)),
    reader
      .select()
      .from(card)
      .where(and(eq(card.documentId, documentId), eq(card.revision, number)))
      .orderBy(asc(card.position)),
    reader
      .select({ unit: evidence.unit, segmentId: evidence.segmentId })
      .from(evidence)
      .where(and(eq(evidence.documentId, documentId), eq(evidence.revision, number)))
      .orderBy(asc(evidence.unit), asc(evidence.position)),
  ])
  return { units, segments, cards, evidence: drawn }
}

/** Keeps the bytes of an original once, however many revisions are made from them. */
export async function insertOriginal(
  transaction: Transaction,
  documentId: string,
  row: OriginalRow,
): Promise<void> {
  await transaction
    .insert(original)
    .values({ documentId, ...row })
    .onConflictDoNothing()
}

/** Writes a revision whole. Violates its primary key or `revision_gap_free` when the number is not the next. */
export async function insertRevision(
  transaction: Transaction,
  row: Omit<RevisionRow, 'createdAt'>,
  rows: RevisionRows & { newUnits: readonly string[]; newSegments: readonly (typeof segment.$inferInsert)[] },
): Promise<void> {
  const { documentId, number } = row
  const of = { documentId, revision: number }
  await transaction.insert(revision).values(row)
  for (const keys of batches(rows.newUnits)) {
    await transaction.insert(unit).values(keys.map((key) => ({ documentId, key })))
  }
  for (const some of batches(rows.newSegments)) await transaction.insert(segment).values(some)
  const units = rows.units.map((each, position) => ({ ...each, ...of, position }))
  for (const some of batches(units)) await transaction.insert(revisionUnit).values(some)
  const segments = rows.segments.map(({ unit: place, id, gap }, position) => ({
    ...of,
    position,
    unit: place,
    segmentId: id,
    gap,
  }))
  for (const some of batches(segments)) await transaction.insert(revisionSegment).values(some)
  const cards = rows.cards.map((each, position) => ({ ...each, ...of, position }))
  for (const some of batches(cards)) await transaction.insert(card).values(some)
  const drawn = rows.evidence.map((each, position) => ({ ...each, ...of, position }))
  for (const some of batches(drawn)) await transaction.insert(evidence).values(some)
}

/** The highest number that a block's key has had in this document: keys are never used again. */
export async function findLastBlockNumber(reader: Reader, documentId: string): Promise<number> {
  const [row] = await reader
    .select({ last: sql<number>`coalesce(max(substr(${unit.key}, 2)::int), 0)`.mapWith(Number) })
    .from(unit)
    .where(and(eq(unit.documentId, documentId), sql`${unit.key} ~ '^b[1-9]'`))
  return row?.last ?? 0
}

/** Those of the given keys that the document has used before. */
export async function findUnits(
  reader: Reader,
  documentId: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await reader
    .select({ key: unit.key })
    .from(unit)
    .where(and(eq(unit.documentId, documentId), sql`${unit.key} in (select value from ${texts(keys)})`))
  return rows.map((row) => row.key)
}

/** Segments that the document has had, in any revision, with exactly one of these texts. */
export async function findSegmentsByText(
  reader: Reader,
  documentId: string,
  wanted: readonly string[],
): Promise<{ id: string; unit: string; text: string }[]> {
  if (wanted.length === 0) return []
  return reader
    .select({ id: segment.id, unit: segment.unit, text: segment.text })
    .from(segment)
    .where(
      and(eq(segment.documentId, documentId), sql`${segment.text} in (select value from ${texts(wanted)})`),
    )
    .orderBy(asc(segment.id))
}

export async function findSegment(
  reader: Reader,
  documentId: string,
  id: string,
): Promise<{ id: string; text: string } | undefined> {
  const [row] = await reader
    .select({ id: segment.id, text: segment.text })
    .from(segment)
    .where(and(eq(segment.documentId, documentId), eq(segment.id, id)))
  return row
}

/** Whether a segment stands in the latest revision of a document, and in a block that wants a translation. */
export async function isTranslatable(
  reader: Reader,
  documentId: string,
  segmentId: string,
): Promise<boolean> {
  const found = await rowsOf<{ here: boolean }>(
    reader,
    sql`
      select true as here
      from revision_segment s
      join revision_unit u on u.document_id = s.document_id and u.revision = s.revision and u.unit = s.unit
      where s.document_id = ${documentId} and s.segment_id = ${segmentId} and u.kind is distinct from 'code'
        and s.revision = (select max(number) from revision where document_id = ${documentId})`,
  )
  return found.length === 1
}
