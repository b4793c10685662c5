import { and, asc, desc, eq, exists, sql } from 'drizzle-orm'
import {
  cardListing,
  change,
  edition,
  editor,
  listing,
  liveCard,
  liveEdition,
  locale as localeTable,
  variant,
} from '../../db/schema/index.ts'
import type { ChangeKind } from '../vocabulary.ts'
import { batches } from './batches.ts'
import { rows } from './database.ts'
import type { Reader, Transaction } from './database.ts'

/** Not the start of the transaction: where a lock gives out numbers, times run in the order of the numbers. */
const clock = sql`clock_timestamp()`

export interface LiveRow {
  readonly locale: string
  readonly slug: string
  readonly number: number
  readonly revision: number
  /** When anything was last published or withdrawn in any locale of the document. */
  readonly changed: Date
}

const lastChange = (documentId: string) =>
  sql<Date>`(select max(${change.at}) from ${change} where ${change.documentId} = ${documentId})`.mapWith(
    change.at,
  )

/** The live editions of a document, one a locale at most. */
export async function listLive(reader: Reader, documentId: string): Promise<LiveRow[]> {
  return reader
    .select({
      locale: liveEdition.locale,
      slug: sql<string>`${variant.slug}`,
      number: liveEdition.number,
      revision: liveEdition.revision,
      changed: lastChange(documentId),
    })
    .from(liveEdition)
    .innerJoin(
      variant,
      and(eq(variant.documentId, liveEdition.documentId), eq(variant.locale, liveEdition.locale)),
    )
    .where(eq(liveEdition.documentId, documentId))
    .orderBy(asc(liveEdition.locale))
}

/** The locales in which a document was ever published, each with its slug of today. */
export async function listPublished(
  reader: Reader,
  documentId: string,
): Promise<Omit<LiveRow, 'number' | 'revision'>[]> {
  return reader
    .select({ locale: variant.locale, slug: sql<string>`${variant.slug}`, changed: lastChange(documentId) })
    .from(variant)
    .where(
      and(
        eq(variant.documentId, documentId),
        exists(
          reader
            .select({ number: edition.number })
            .from(edition)
            .where(and(eq(edition.documentId, variant.documentId), eq(edition.locale, variant.locale))),
        ),
      ),
    )
    .orderBy(asc(variant.locale))
}

export interface EditionRow {
  readonly number: number
  readonly revision: number
  /** The stored JSON text of the body, exactly as it was written. */
  readonly body: string
  readonly publishedAt: Date
  /** Segments of this edition that the revision compared with no longer has. */
  readonly outdated: readonly string[]
}

/** An edition with what has changed since, held against revision `against` of the original. */
export async function findEdition(
  reader: Reader,
  where: { documentId: string; locale: string; number: number; against: number | undefined },
): Promise<EditionRow | undefined> {
  const against = where.against ?? null
  const [row] = await rows<
    Omit<EditionRow, 'outdated' | 'publishedAt'> & { outdated: string; publishedAt: string }
  >(
    reader,
    sql`
      select e.number, e.revision, e.body::text as body,
        to_char(e.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt",
        case when ${against}::int > e.revision then (
          select coalesce(json_agg(was.segment_id order by was.position), '[]'::json)
          from revision_segment was
          where was.document_id = e.document_id and was.revision = e.revision and not exists (
            select from revision_segment now
            where now.document_id = e.document_id and now.revision = ${against}::int
              and now.segment_id = was.segment_id)
        )::text else '[]' end as outdated
      from edition e
      where e.document_id = ${where.documentId} and e.locale = ${where.locale} and e.number = ${where.number}`,
  )
  if (row === undefined) return undefined
  const outdated: unknown = JSON.parse(row.outdated)
  return {
    ...row,
    publishedAt: new Date(row.publishedAt),
    outdated: Array.isArray(outdated) ? outdated.map(String) : [],
  }
}

/** Which version of which segment's translation the live edition of a variant shows. */
export async function findLiveTranslations(
  reader: Reader,
  where: { documentId: string; locale: string },
): Promise<Map<string, number>> {
  const found = await rows<{ id: string; version: number }>(
    reader,
    sql`
      select shown.key as id, shown.value::int as version
      from live_edition l
      join edition e on e.document_id = l.document_id and e.locale = l.locale and e.number = l.number
      cross join lateral json_each_text(e.translations) shown
      where l.document_id = ${where.documentId} and l.locale = ${where.locale}`,
  )
  return new Map(found.map(({ id, version }) => [id, version]))
}

export async function findLastEdition(
  reader: Reader,
  where: { documentId: string; locale: string },
): Promise<number> {
  const [row] = await reader
    .select({ number: edition.number })
    .from(edition)
    .where(and(eq(edition.documentId, where.documentId), eq(edition.locale, where.locale)))
    .orderBy(desc(edition.number))
    .limit(1)
  return row?.number ?? 0
}

/** Inserts an edition with its body as JSON text, kept as written. Gives the time of publication. */
export async function insertEdition(
  transaction: Transaction,
  row: {
    documentId: string
    locale: string
    number: number
    revision: number
    body: string
    translations: Readonly<Record<string, number>>
    allowGaps: boolean
    publishedBy: string
  },
): Promise<Date> {
  const [written] = await transaction
    .insert(edition)
    .values({
      ...row,
      publishedAt: clock,
      // Through text: a string that is bound as json would be encoded a second time by one of the drivers.
      body: sql`${row.body}::text::json`,
      translations: sql`${JSON.stringify(row.translations)}::text::json`,
    })
    .returning({ at: edition.publishedAt })
  if (written === undefined) throw new Error('insert returned no row')
  return written.at
}

export interface ListedCard {
  readonly key: string
  readonly kind: string
  readonly topics: readonly string[]
  /** The card as the edition has it, as JSON text. */
  readonly body: string
  readonly firstYear: number
  readonly lastYear: number
}

/** The rows by which a card is found: under every topic and all, of its kind and of any. */
function placesOf({ key, kind, topics, firstYear, lastYear }: ListedCard) {
  const kinds = ['', kind]
  return ['', ...new Set(topics)].flatMap((topic) =>
    kinds.map((each) => ({ topic, kind: each, key, firstYear, lastYear })),
  )
}

/** Moves the live pointer of a variant to an edition and writes the rows by which lists find it. Gives the former one. */
export async function setLive(
  transaction: Transaction,
  row: Omit<typeof liveEdition.$inferInsert, 'since'>,
  cards: readonly ListedCard[],
): Promise<number | undefined> {
  const { documentId, locale, topics, asOf } = row
  const former = await clearLive(transaction, { documentId, locale })
  await transaction.insert(liveEdition).values({ ...row, since: clock })
  await transaction
    .insert(listing)
    .values(['', ...new Set(topics)].map((topic) => ({ locale, topic, asOf, documentId })))
  for (const some of batches(cards)) {
    await transaction
      .insert(liveCard)
      .values(some.map(({ key, body }) => ({ documentId, locale, key, body: sql`${body}::text::json` })))
  }
  const listed = cards.flatMap((card) => placesOf(card).map((place) => ({ ...place, locale, documentId })))
  for (const some of batches(listed)) await transaction.insert(cardListing).values(some)
  return former
}

/** Clears the live pointer of a variant; its list rows go with it. Gives the number that was live. */
export async function clearLive(
  transaction: Transaction,
  where: { documentId: string; locale: string },
): Promise<number | undefined> {
  const [row] = await transaction
    .delete(liveEdition)
    .where(and(eq(liveEdition.documentId, where.documentId), eq(liveEdition.locale, where.locale)))
    .returning({ number: liveEdition.number })
  return row?.number
}

/**
 * Numbers a change and counts it (`live` is the difference in live editions: 1, 0 or -1). The lock is held until
 * commit, so changes become visible in the order of their numbers: call this when everything slow is done. Gives
 * when it was; `at` is for a second change of the same moment.
 */
export async function insertChange(
  transaction: Transaction,
  row: { kind: ChangeKind; documentId: string; locale: string; edition: number },
  live: number,
  at?: string,
): Promise<string> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('fiche.change', 0))`)
  const when = at === undefined ? clock : sql`${at}::timestamptz`
  const [written] = await transaction
    .insert(change)
    .values({ ...row, number: sql`(select coalesce(max(number), 0) + 1 from change)`, at: when })
    .returning({ at: sql<string>`${change.at}::text` })
  if (written === undefined) throw new Error('insert returned no row')
  if (live !== 0) {
    await transaction
      .update(localeTable)
      .set({ live: sql`${localeTable.live} + ${live}` })
      .where(eq(localeTable.tag, row.locale))
  }
  return written.at
}

/** Editions of a variant, the newest first, with who published them. */
export async function listEditions(
  reader: Reader,
  where: { documentId: string; locale: string; before: number | undefined; limit: number },
): Promise<{ number: number; revision: number; publishedAt: Date; publishedBy: string }[]> {
  return reader
    .select({
      number: edition.number,
      revision: edition.revision,
      publishedAt: edition.publishedAt,
      publishedBy: editor.name,
    })
    .from(edition)
    .innerJoin(editor, eq(editor.id, edition.publishedBy))
    .where(
      and(
        eq(edition.documentId, where.documentId),
        eq(edition.locale, where.locale),
        where.before === undefined ? undefined : sql`${edition.number} < ${where.before}`,
      ),
    )
    .orderBy(desc(edition.number))
    .limit(where.limit)
}
