import { formatPartialDate } from '../locale/date-value.ts'
import { negotiate } from '../locale/negotiate.ts'
import type { Choice } from '../locale/negotiate.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import type { Reader } from '../store/database.ts'
import { listCards, listDocuments, rowLimit } from '../store/lists.ts'
import type { CardKind } from '../vocabulary.ts'
import type { Card, ListedDocument } from './body.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Asked } from './read.ts'

export interface Page<Item> {
  readonly choice: Choice
  readonly items: readonly Item[]
  readonly next: string | null
}

/** A card in a list over all documents: the card, and which document in which language it is from. */
export interface ListedCard extends Card {
  readonly slug: string
  readonly locale: string
  readonly upToDate: boolean
}

/**
 * The language of a list: one in which anything is live, the best for the reader. A site with nothing live answers
 * with an empty list in the language that it would have had.
 */
export function chooseListLocale(site: Site, { wanted, strict }: Asked): Choice {
  const { defaultLocale, fallbacks } = site
  const live = site.locales.filter((locale) => (site.live[locale] ?? 0) > 0)
  const available = live.length > 0 ? live : site.locales
  const choice = negotiate({ wanted, available, defaultLocale, fallbacks, sourceLocale: defaultLocale })
  if (choice !== undefined && !(strict && choice.fallback)) return choice
  throw new Refusal(
    'noEditionInLanguage',
    { locales: available.join(', ') },
    { extension: { locales: available } },
  )
}

export interface DocumentQuery {
  readonly topic?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Live documents in a language, newest as-of date first; those without a date come last. */
export async function readDocuments(
  reader: Reader,
  choice: Choice,
  query: DocumentQuery,
): Promise<Page<ListedDocument>> {
  const { locale } = choice
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, ['string', 'uuid'])
  const rows = await listDocuments(reader, {
    locale,
    topic: query.topic ?? '',
    from: query.from,
    to: query.to,
    after: after === undefined ? undefined : { asOf: after[0], documentId: after[1] },
    limit: rowLimit(query.limit),
  })
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const items = shown.map(({ slug, title, summary, asOf, topics, upToDate }) => ({
    slug,
    locale,
    title,
    summary,
    asOf: asOf === '' ? null : { value: asOf, text: formatPartialDate(asOf, locale) },
    topics,
    upToDate,
  }))
  return { choice, items, next: last === undefined ? null : writeCursor([last.asOf, last.documentId]) }
}

export interface CardQuery {
  readonly topic?: string | undefined
  readonly kind?: CardKind | undefined
  /** Years, both included. A card is found when its value's span touches them. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Cards over all live documents in a language: the latest year first, cards without a date last. */
export async function readCards(reader: Reader, choice: Choice, query: CardQuery): Promise<Page<ListedCard>> {
  const { locale } = choice
  const after =
    query.cursor === undefined ? undefined : readCursor(query.cursor, ['number', 'uuid', 'string'])
  const rows = await listCards(reader, {
    locale,
    topic: query.topic ?? '',
    kind: query.kind ?? '',
    from: query.from,
    to: query.to,
    after: after === undefined ? undefined : { year: after[0], documentId: after[1], key: after[2] },
    limit: rowLimit(query.limit),
  })
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const items = shown.map(({ card, slug, upToDate }): ListedCard => {
    const body: Card = JSON.parse(card)
    return { slug, locale, upToDate, ...body }
  })
  return {
    choice,
    items,
    next: last === undefined ? null : writeCursor([last.year, last.documentId, last.key]),
  }
}
