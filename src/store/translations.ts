import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { comment, editor, translation } from '../../db/schema/index.ts'
import type { EditableState, Origin } from '../vocabulary.ts'
import { editableStates, origins } from '../vocabulary.ts'
import { batches } from './batches.ts'
import { rows } from './database.ts'
import type { Reader, Transaction } from './database.ts'

export interface TranslationRow {
  readonly segmentId: string
  readonly version: number
  readonly text: string
  readonly state: EditableState
  readonly origin: Origin
  readonly author: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

/** A translation that was valid for what the segment said before. */
export interface FormerRow {
  readonly segmentId: string
  readonly source: string
  readonly target: string
}

const stateOf = (word: string): EditableState => editableStates.find((state) => state === word) ?? 'initial'
const originOf = (word: string): Origin => origins.find((origin) => origin === word) ?? 'human'

const columns = {
  segmentId: translation.segmentId,
  version: translation.version,
  text: translation.text,
  state: translation.state,
  origin: translation.origin,
  author: { id: editor.id, name: editor.name },
  createdAt: translation.createdAt,
}

interface PlainRow {
  segmentId: string
  version: number
  text: string
  state: string
  origin: string
  author: { id: string; name: string }
  createdAt: Date
}

const typed = (row: PlainRow): TranslationRow => ({
  ...row,
  state: stateOf(row.state),
  origin: originOf(row.origin),
})

/** The latest translation in a locale of every segment in a revision that has one. */
export async function listTranslations(
  reader: Reader,
  where: { documentId: string; locale: string; revision: number },
): Promise<TranslationRow[]> {
  const found = await reader
    .selectDistinctOn([translation.segmentId], columns)
    .from(translation)
    .innerJoin(editor, eq(editor.id, translation.author))
    .where(
      and(
        eq(translation.documentId, where.documentId),
        eq(translation.locale, where.locale),
        sql`${translation.segmentId} in (
          select segment_id from revision_segment
          where document_id = ${where.documentId} and revision = ${where.revision})`,
      ),
    )
    .orderBy(asc(translation.segmentId), desc(translation.version))
  return found.map(typed)
}

/** Like listTranslations, but the latest that is more than a draft: what readers may be shown. */
export async function listReadyTranslations(
  reader: Reader,
  where: { documentId: string; locale: string; revision: number },
): Promise<{ segmentId: string; version: number; text: string }[]> {
  return rows(
    reader,
    sql`
      select distinct on (t.segment_id) t.segment_id as "segmentId", t.version, t.text
      from translation t
      where t.document_id = ${where.documentId} and t.locale = ${where.locale} and t.state <> 'initial'
        and t.segment_id in (
          select segment_id from revision_segment
          where document_id = ${where.documentId} and revision = ${where.revision})
        and not exists (
          select from translation cleared
          where cleared.document_id = t.document_id and cleared.locale = t.locale
            and cleared.segment_id = t.segment_id and cleared.version > t.version and cleared.text = '')
      order by t.segment_id, t.version desc`,
  )
}

/**
 * For the segments of a revision that have no translation in a locale: the nearest ancestor that has one,
 * with that translation. These segments are the outdated ones; there is no column that says so.
 */
export async function listOutdated(
  reader: Reader,
  where: { documentId: string; locale: string; revision: number },
): Promise<FormerRow[]> {
  return rows(
    reader,
    sql`
      with recursive latest as (
        select distinct on (segment_id) segment_id, text from translation
        where document_id = ${where.documentId} and locale = ${where.locale}
        order by segment_id, version desc
      ), translated as (
        select segment_id, text from latest where text <> ''
      ), lineage as (
        select s.id as segment_id, s.predecessor as ancestor
        from revision_segment r
        join segment s on s.document_id = r.document_id and s.id = r.segment_id
        where r.document_id = ${where.documentId} and r.revision = ${where.revision}
          and s.predecessor is not null and s.id not in (select segment_id from translated)
        union all
        select lineage.segment_id, s.predecessor
        from lineage
        join segment s on s.document_id = ${where.documentId} and s.id = lineage.ancestor
        where s.predecessor is not null and lineage.ancestor not in (select segment_id from translated)
      )
      select lineage.segment_id as "segmentId", s.text as source, translated.text as target
      from lineage
      join translated on translated.segment_id = lineage.ancestor
      join segment s on s.document_id = ${where.documentId} and s.id = lineage.ancestor`,
  )
}

/** A segment in one locale of its document. */
export interface Place {
  readonly documentId: string
  readonly locale: string
  readonly segmentId: string
}

/** The versions of a segment's translation, the newest first, `limit` at most. */
export async function listVersions(reader: Reader, where: Place, limit = 1000): Promise<TranslationRow[]> {
  const found = await reader
    .select(columns)
    .from(translation)
    .innerJoin(editor, eq(editor.id, translation.author))
    .where(
      and(
        eq(translation.documentId, where.documentId),
        eq(translation.locale, where.locale),
        eq(translation.segmentId, where.segmentId),
      ),
    )
    .orderBy(desc(translation.version))
    .limit(limit)
  return found.map(typed)
}

/** The latest version of a segment's translation. */
export async function findTranslation(reader: Reader, where: Place): Promise<TranslationRow | undefined> {
  const [row] = await listVersions(reader, where, 1)
  return row
}

/**
 * Writes version `seen + 1`, provided that `seen` is still the latest; says whether it did.
 * Two writers who saw the same version insert the same key, so one of them inserts nothing.
 */
export async function insertTranslation(
  transaction: Transaction,
  row: typeof translation.$inferInsert,
): Promise<boolean> {
  const written = await transaction
    .insert(translation)
    .values(row)
    .onConflictDoNothing()
    .returning({ version: translation.version })
  return written.length === 1
}

/** Writes first versions in bulk, for segments that have none. */
export async function insertTranslations(
  transaction: Transaction,
  all: readonly (typeof translation.$inferInsert)[],
): Promise<void> {
  for (const some of batches(all)) await transaction.insert(translation).values(some)
}

export interface CommentRow {
  readonly id: string
  readonly text: string
  readonly author: { readonly id: string; readonly name: string }
  readonly createdAt: Date
}

/** What was said about a segment in a locale, the oldest first. */
export async function listComments(reader: Reader, where: Place): Promise<CommentRow[]> {
  return reader
    .select({
      id: comment.id,
      text: comment.text,
      author: { id: editor.id, name: editor.name },
      createdAt: comment.createdAt,
    })
    .from(comment)
    .innerJoin(editor, eq(editor.id, comment.author))
    .where(
      and(
        eq(comment.documentId, where.documentId),
        eq(comment.locale, where.locale),
        eq(comment.segmentId, where.segmentId),
      ),
    )
    .orderBy(asc(comment.id))
}

export async function insertComment(
  transaction: Transaction,
  row: typeof comment.$inferInsert,
): Promise<Date> {
  const [written] = await transaction.insert(comment).values(row).returning({ at: comment.createdAt })
  if (written === undefined) throw new Error('insert returned no row')
  return written.at
}
