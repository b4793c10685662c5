import { and, asc, desc, eq, exists, sql } from 'drizzle-orm'
import {
  cardListing,
  change,
  edition,
  editor,
  listing,
  liveCard,
  liveEdition,
  variant,
} from '../../db/schema/index.ts'
import { batches } from './batches.ts'
import { clock } from './changes.ts'
import { rows } from './database.ts'
import type { Reader, Transaction } from './database.ts'

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
