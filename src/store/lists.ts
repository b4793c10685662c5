import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { rows } from './database.ts'
import type { Reader } from './database.ts'

export interface ListedDocumentRow {
  readonly documentId: string
  readonly slug: string
  readonly title: string
  readonly summary: string | null
  readonly asOf: string
  readonly topics: readonly string[]
  readonly upToDate: boolean
  readonly since: string
}

const and = (conditions: readonly (SQL | undefined)[]): SQL =>
  sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  )

/** A page of the live documents of a locale, newest as-of date first: one range of one index. */
export async function listDocuments(
  reader: Reader,
  query: {
    locale: string
    topic: string
    from: string | undefined
    to: string | undefined
    after: { asOf: string; documentId: string } | undefined
    limit: number
  },
): Promise<ListedDocumentRow[]> {
  const { after } = query
  const range = and([
    sql`n.locale = ${query.locale} and n.topic = ${query.topic}`,
    query.from === undefined ? undefined : sql`n.as_of >= ${query.from}`,
    // '~' sorts after every date, so that to=2024 takes in 2024-04.
    query.to === undefined ? undefined : sql`n.as_of <= ${`${query.to}~`} and n.as_of > ''`,
    after === undefined
      ? undefined
      : sql`(n.as_of, n.document_id) < (${after.asOf}, ${after.documentId}::uuid)`,
  ])
  return rows(
    reader,
    sql`
      select l.document_id as "documentId", v.slug, l.title, l.summary, l.as_of as "asOf", l.topics,
        coalesce(s.revision <= l.revision, true) as "upToDate", l.since::text as since
      from (
        select n.document_id, n.as_of from listing n
        where ${range}
        order by n.as_of desc, n.document_id desc limit ${query.limit}
      ) page
      join live_edition l on l.document_id = page.document_id and l.locale = ${query.locale}
      join variant v on v.document_id = l.document_id and v.locale = l.locale
      join document d on d.id = l.document_id
      left join live_edition s on s.document_id = l.document_id and s.locale = d.source_locale
      order by page.as_of desc, page.document_id desc`,
  )
}

export interface ListedCardRow {
  readonly documentId: string
  readonly slug: string
  readonly key: string
  /** The year that the list is sorted by. */
  readonly year: number
  /** The card as the edition's body has it, as JSON text. */
  readonly card: string
  readonly upToDate: boolean
}

export interface CardsQuery {
  readonly locale: string
  /** '' for all. */
  readonly topic: string
  /** '' for all. */
  readonly kind: string
  readonly from: number | undefined
  readonly to: number | undefined
  readonly after: { year: number; documentId: string; key: string } | undefined
  readonly limit: number
}

/**
 * A page of the cards of all live documents in a locale, the latest year first; cards without a date come last.
 * A span that has to begin by some year is walked by first years, any other by last years: the bound that is given
 * is then one end of the index range, and the other end is passed over only where spans are long.
 */
export async function listCards(reader: Reader, query: CardsQuery): Promise<ListedCardRow[]> {
  const { locale, from, to, after } = query
  const year = to === undefined ? sql.raw('n.last_year') : sql.raw('n.first_year')
  const range = and([
    sql`n.locale = ${locale} and n.topic = ${query.topic} and n.kind = ${query.kind}`,
    to === undefined ? undefined : sql`n.first_year <= ${to} and n.first_year > 0`,
    from === undefined ? undefined : sql`n.last_year >= ${from}`,
    after === undefined
      ? undefined
      : sql`(${year}, n.document_id, n.key) < (${after.year}, ${after.documentId}::uuid, ${after.key})`,
  ])
  return rows(
    reader,
    sql`
      select page.document_id as "documentId", v.slug, page.key, page.year, c.body::text as card,
        coalesce(s.revision <= l.revision, true) as "upToDate"
      from (
        select n.document_id, n.key, ${year} as year from card_listing n
        where ${range}
        order by ${year} desc, n.document_id desc, n.key desc limit ${query.limit}
      ) page
      join live_card c on c.document_id = page.document_id and c.locale = ${locale} and c.key = page.key
      join live_edition l on l.document_id = page.document_id and l.locale = ${locale}
      join variant v on v.document_id = l.document_id and v.locale = l.locale
      join document d on d.id = l.document_id
      left join live_edition s on s.document_id = l.document_id and s.locale = d.source_locale
      order by page.year desc, page.document_id desc, page.key desc`,
  )
}
