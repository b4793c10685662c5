import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { change, locale as localeTable, variant } from '../../db/schema/index.ts'
import type { EditionChangeKind } from '../vocabulary.ts'
import { rows } from './database.ts'
import type { Reader, Transaction } from './database.ts'

/** Not the start of the transaction: where a lock gives out numbers, times run in the order of the numbers. */
export const clock = sql`clock_timestamp()`

/**
 * Numbers a change. The lock is held until commit, so changes become visible in the order of their numbers: call
 * this when everything slow is done. Gives when it was; `at` is for a second change of the same moment.
 */
async function number(
  transaction: Transaction,
  row: Omit<typeof change.$inferInsert, 'number' | 'at'>,
  at?: string,
): Promise<string> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('fiche.change', 0))`)
  const when = at === undefined ? clock : sql`${at}::timestamptz`
  const [written] = await transaction
    .insert(change)
    .values({ ...row, number: sql`(select coalesce(max(number), 0) + 1 from change)`, at: when })
    .returning({ at: sql<string>`${change.at}::text` })
  if (written === undefined) throw new Error('insert returned no row')
  return written.at
}

/** Numbers a change of an edition and counts it: `live` is the difference in live editions, 1, 0 or -1. As `number`. */
export async function insertChange(
  transaction: Transaction,
  row: { kind: EditionChangeKind; documentId: string; locale: string; edition: number },
  live: number,
  at?: string,
): Promise<string> {
  const written = await number(transaction, row, at)
  if (live !== 0) {
    await transaction
      .update(localeTable)
      .set({ live: sql`${localeTable.live} + ${live}` })
      .where(eq(localeTable.tag, row.locale))
  }
  return written
}

/** Numbers a change of the site's languages. As `number`. */
export async function insertSiteChange(transaction: Transaction): Promise<void> {
  await number(transaction, { kind: 'site' })
}

export interface ChangeRow {
  readonly number: number
  readonly kind: string
  readonly documentId: string
  readonly locale: string
  readonly edition: number
  readonly at: Date
  readonly slug: string | null
}

/** Changes of editions after a number, in order. */
export async function listChanges(
  reader: Reader,
  query: { after: number; limit: number },
): Promise<ChangeRow[]> {
  return reader
    .select({
      number: change.number,
      kind: change.kind,
      documentId: sql<string>`${change.documentId}`,
      locale: sql<string>`${change.locale}`,
      edition: sql<number>`${change.edition}`,
      at: change.at,
      slug: variant.slug,
    })
    .from(change)
    .leftJoin(variant, and(eq(variant.documentId, change.documentId), eq(variant.locale, change.locale)))
    .where(and(gt(change.number, query.after), ne(change.kind, 'site')))
    .orderBy(asc(change.number))
    .limit(query.limit)
}

/** What was live when, in one locale of a document: its changes in order. */
export async function listChangesOf(
  reader: Reader,
  where: { documentId: string; locale: string },
): Promise<{ kind: string; edition: number; at: Date }[]> {
  return reader
    .select({ kind: change.kind, edition: sql<number>`${change.edition}`, at: change.at })
    .from(change)
    .where(and(eq(change.documentId, where.documentId), eq(change.locale, where.locale)))
    .orderBy(asc(change.number))
}

/** A change as an instance that holds editions in memory has to know it. */
export interface AppliedChange {
  readonly number: number
  /** When it was, to the microsecond: tells it from a change that another copy of the database numbered the same. */
  readonly at: string
  /** Undefined for a change of the site. */
  readonly documentId: string | null
  /** The locales whose lists may show something else now: all of the document's, where its source locale changed. */
  readonly locales: readonly string[]
}

/** The change with number `from` (the last one known) and those after it, in order, `limit` at most. */
export async function listChangesFrom(reader: Reader, from: number, limit: number): Promise<AppliedChange[]> {
  return rows(reader, changesWith(sql`where c.number >= ${from} order by c.number limit ${limit}`))
}

const changesWith = (rest: SQL): SQL => sql`
  select c.number, c.at::text as at, c.document_id as "documentId",
    case when c.locale = d.source_locale
      then array(select l.locale from live_edition l where l.document_id = c.document_id) || c.locale
      else array_remove(array[c.locale], null) end as locales
  from change c left join document d on d.id = c.document_id
  ${rest}`

/** The changes of the last minutes, `limit` at most. */
export async function listRecentChanges(
  reader: Reader,
  minutes: number,
  limit: number,
): Promise<AppliedChange[]> {
  return rows(
    reader,
    sql`
      select * from (${changesWith(sql`order by c.number desc limit ${limit}`)}) recent
      where recent.at::timestamptz > now() - make_interval(mins => ${minutes})`,
  )
}

/** The last change there is. */
export async function findLastChange(reader: Reader): Promise<{ number: number; at: string } | undefined> {
  const [row] = await rows<{ number: number; at: string }>(
    reader,
    sql`select number, at::text as at from change order by number desc limit 1`,
  )
  return row
}
