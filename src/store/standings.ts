import { sql } from 'drizzle-orm'
import { rows } from './database.ts'
import type { Reader } from './database.ts'

/** The edition of a document that is live in a locale. */
export interface LiveEdition {
  readonly locale: string
  readonly slug: string
  readonly number: number
  readonly revision: number
}

/** An edition as it is stored, and what has changed in the original since. */
export interface EditionText {
  readonly locale: string
  readonly number: number
  readonly revision: number
  /** ISO 8601, UTC, to the millisecond. */
  readonly publishedAt: string
  /** The JSON text of the body, exactly as it was written. */
  readonly body: string
  /** Ids of its segments that the source locale's live edition no longer has. */
  readonly outdated: readonly string[]
}

/** Where a document stands with its readers at one moment. */
export interface Standing {
  /** The number of the last change, of any document, that this has in it. */
  readonly change: number
  readonly documentId: string
  readonly sourceLocale: string
  readonly live: readonly LiveEdition[]
  /** When anything was last published or withdrawn in any locale of the document. */
  readonly changed: Date
  /** The live edition in the locale that was guessed, else in the source locale, else none. */
  readonly edition: EditionText | undefined
}

interface StandingRow {
  readonly change: number
  readonly documentId: string
  readonly sourceLocale: string
  readonly changed: string | null
  /** JSON: locale, slug, number, revision. */
  readonly live: [string, string, number, number][] | null
  readonly locale: string | null
  readonly number: number
  readonly revision: number
  readonly publishedAt: string
  readonly body: string
  readonly outdated: string[] | null
}

const isoTime = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** JSON array of the segments of an edition `e` that revision `against` no longer has; null where it is not later. */
const outdatedSince = (against: string) => `
  case when ${against} > e.revision then (
    select json_agg(was.segment_id order by was.position)
    from revision_segment was
    where was.document_id = e.document_id and was.revision = e.revision and not exists (
      select from revision_segment now
      where now.document_id = e.document_id and now.revision = ${against} and now.segment_id = was.segment_id)
  ) end`

/** What is always the same of the statement, as text: putting it together anew each time would cost more than asking. */
const standingText = {
  beforeLocale: sql.raw(`
    select (select max(number) from change) as change, d.id as "documentId", d.source_locale as "sourceLocale",
      (select ${isoTime('max(c.at)')} from change c where c.document_id = d.id) as changed,
      (select json_agg(json_build_array(l.locale, v.slug, l.number, l.revision) order by l.locale)
        from live_edition l join variant v on v.document_id = l.document_id and v.locale = l.locale
        where l.document_id = d.id) as live,
      e.locale, e.number, e.revision, ${isoTime('e.published_at')} as "publishedAt", e.body::text as body,
      ${outdatedSince('s.revision')} as outdated
    from slug_owner o
    join document d on d.id = o.document_id
    left join live_edition s on s.document_id = d.id and s.locale = d.source_locale
    left join live_edition g on g.document_id = d.id and g.locale = `),
  beforeSlug: sql.raw(`
    left join edition e on e.document_id = d.id
      and e.locale = coalesce(g.locale, s.locale) and e.number = coalesce(g.number, s.number)
    where o.slug = `),
}

/**
 * Everything that a reader's request for a document needs, in one statement and so of one moment: the document that a
 * slug (of any locale, live or former) belongs to, what of it is live, and the edition that she will most likely get.
 */
export async function findStanding(
  reader: Reader,
  slug: string,
  guessedLocale: string,
): Promise<Standing | undefined> {
  const { beforeLocale, beforeSlug } = standingText
  const query = sql`${beforeLocale}${guessedLocale}${beforeSlug}${slug}`
  const [row] = await rows<StandingRow>(reader, query)
  return row === undefined ? undefined : standingOf(row)
}

function standingOf(row: StandingRow): Standing {
  const { change, documentId, sourceLocale, changed, live, locale, number, revision, publishedAt, body } = row
  return {
    change,
    documentId,
    sourceLocale,
    changed: new Date(changed ?? 0),
    live: (live ?? []).map((each) => ({
      locale: each[0],
      slug: each[1],
      number: each[2],
      revision: each[3],
    })),
    edition:
      locale === null
        ? undefined
        : { locale, number, revision, publishedAt, body, outdated: row.outdated ?? [] },
  }
}

/**
 * One edition, held against revision `against` of the original. Both being immutable, so is the answer. Undefined when
 * there is no such edition.
 */
export async function findEditionText(
  reader: Reader,
  where: { documentId: string; locale: string; number: number; against: number | undefined },
): Promise<EditionText | undefined> {
  const against = where.against ?? null
  const [row] = await rows<Omit<EditionText, 'outdated'> & { outdated: string[] | null }>(
    reader,
    sql`
      select e.locale, e.number, e.revision, ${sql.raw(isoTime('e.published_at'))} as "publishedAt", e.body::text as body,
        ${sql.raw(outdatedSince('s.revision'))} as outdated
      from edition e cross join (select ${against}::int as revision) s
      where e.document_id = ${where.documentId} and e.locale = ${where.locale} and e.number = ${where.number}`,
  )
  return row === undefined ? undefined : { ...row, outdated: row.outdated ?? [] }
}
