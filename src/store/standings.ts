import { sql } from 'drizzle-orm'
import { rows } from './database.ts'
import type { Ask, Bytes, Reader } from './database.ts'

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
  /** The JSON text of the body, exactly as it was written, in UTF-8: it is passed on as it is, and read only for parts. */
  readonly body: Buffer
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

/** Three rows by their keys for each pair of a slug ($1) and the locale that is guessed ($2). */
const standingStatement = `
  select w.place, (select max(number) from change), t.document_id, t.source_locale, ${isoTime('t.changed')}, t.live,
    e.locale, e.number, e.revision, ${isoTime('e.published_at')}, e.body::text,
    ${outdatedSince(`(t.live -> t.source_locale ->> 'revision')::int`)}
  from unnest($1::text[], $2::text[]) with ordinality as w(slug, locale, place)
  join slug_owner o on o.slug = w.slug
  join standing t on t.document_id = o.document_id
  cross join lateral (select case when t.live ? w.locale then w.locale else t.source_locale end as locale) guessed
  left join lateral (
    select * from edition
    where document_id = t.document_id and locale = guessed.locale
      and number = (t.live -> guessed.locale ->> 'number')::int
    limit 1) e on true`

/** What a reader asks for: a slug of any locale, live or former, and the locale that she will most likely get. */
export interface StandingWanted {
  readonly slug: string
  readonly guess: string
}

/**
 * Everything that readers' requests for documents need, in one statement and so of one moment: the document that each
 * slug belongs to, what of it is live, and the edition that was guessed. In the order of what is wanted; undefined for
 * one that never was published.
 */
export async function findStandings(
  ask: Ask,
  wanted: readonly StandingWanted[],
): Promise<(Standing | undefined)[]> {
  const found = wanted.map((): Standing | undefined => undefined)
  const parameters = [wanted.map(({ slug }) => slug), wanted.map(({ guess }) => guess)]
  for (const [place, ...row] of await ask(standingStatement, parameters))
    found[Number(place) - 1] = standingOf(row)
  return found
}

const encoder = new TextEncoder()

const textOf = (value: Buffer | null | undefined): string => value?.toString() ?? ''
const numberOf = (value: Buffer | null | undefined): number => Number(textOf(value))

/** In the order of the statement; a document that stands somewhere has every value but those of its edition. */
function standingOf([change, documentId, sourceLocale, changed, live, ...edition]: Bytes): Standing {
  return {
    change: numberOf(change),
    documentId: textOf(documentId),
    sourceLocale: textOf(sourceLocale),
    changed: new Date(textOf(changed)),
    live: liveOf(textOf(live)),
    edition: editionOf(edition),
  }
}

function liveOf(text: string): LiveEdition[] {
  const byLocale: Record<string, Omit<LiveEdition, 'locale'>> = JSON.parse(text)
  return Object.entries(byLocale)
    .map(([locale, { slug, number, revision }]) => ({ locale, slug, number, revision }))
    .toSorted((one, other) => (one.locale < other.locale ? -1 : 1))
}

function editionOf([locale, number, revision, publishedAt, body, outdated]: Bytes): EditionText | undefined {
  if (body === null || body === undefined) return undefined
  return {
    locale: textOf(locale),
    number: numberOf(number),
    revision: numberOf(revision),
    publishedAt: textOf(publishedAt),
    // A copy: what came with it in one read of the socket is not kept alive.
    body: Buffer.from(new Uint8Array(body).buffer),
    outdated: outdated === null || outdated === undefined ? [] : JSON.parse(textOf(outdated)),
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
  const [row] = await rows<
    Omit<EditionText, 'body' | 'outdated'> & { body: string; outdated: string[] | null }
  >(
    reader,
    sql`
      select e.locale, e.number, e.revision, ${sql.raw(isoTime('e.published_at'))} as "publishedAt", e.body::text as body,
        ${sql.raw(outdatedSince('s.revision'))} as outdated
      from edition e cross join (select ${against}::int as revision) s
      where e.document_id = ${where.documentId} and e.locale = ${where.locale} and e.number = ${where.number}`,
  )
  return row === undefined
    ? undefined
    : { ...row, body: Buffer.from(encoder.encode(row.body).buffer), outdated: row.outdated ?? [] }
}
