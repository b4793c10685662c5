import { negotiate } from '../locale/negotiate.ts'
import type { Wanted } from '../locale/accept-language.ts'
import type { Choice } from '../locale/negotiate.ts'
import { direction } from '../locale/tag.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import { findDocumentBySlug, listSlugs } from '../store/documents.ts'
import type { DocumentRow } from '../store/documents.ts'
import { findEdition, listLive } from '../store/editions.ts'
import type { EditionRow, LiveRow } from '../store/editions.ts'
import type { Reader } from '../store/database.ts'
import { publicId } from './assemble.ts'
import type { Alternate, DocumentView, EditionBody } from './body.ts'

/** What a reader asks for. `strict`: nothing but a language that she wants. */
export interface Asked {
  readonly wanted: Wanted
  readonly strict: boolean
}

/** A former slug: the reader is sent to the current one. */
export interface Moved {
  readonly movedTo: string
}

export interface Found {
  readonly document: DocumentRow
  readonly view: DocumentView
  /** When anything that the view tells last changed. */
  readonly lastModified: Date
}

/** A document that readers can see, the languages it is live in, and whether the slug is one of today's. */
export interface LiveDocument {
  readonly document: DocumentRow
  readonly live: readonly LiveRow[]
}

/**
 * The document that a slug leads to. A former slug gives `movedTo`, the current one of the same locale.
 * Refuses with `noSuchDocument` also what has never been published, or no more: drafts are nobody's business.
 */
export async function findLiveDocument(reader: Reader, slug: string): Promise<LiveDocument | Moved> {
  const document = await findDocumentBySlug(reader, slug)
  if (document === undefined) throw new Refusal('noSuchDocument', { slug })
  const live = await listLive(reader, document.id)
  if (live.length === 0) throw new Refusal('noSuchDocument', { slug })
  const movedTo = live.some((row) => row.slug === slug) ? undefined : await findMove(reader, document, slug)
  return movedTo === undefined ? { document, live } : { movedTo }
}

/** The current slug of the locale in which this one is a former slug; undefined for one that is current somewhere. */
export async function findMove(
  reader: Reader,
  document: DocumentRow,
  slug: string,
): Promise<string | undefined> {
  const slugs = await listSlugs(reader, document.id)
  const own = slugs.filter((row) => row.slug === slug)
  if (own.some((row) => row.isCurrent)) return undefined
  return slugs.find((row) => row.isCurrent && own.some((former) => former.locale === row.locale))?.slug
}

/** The live edition of a document in the best language for a reader. Refuses with `noEditionInLanguage`. */
export async function readDocument(
  reader: Reader,
  site: Site,
  { document, live }: LiveDocument,
  asked: Asked,
): Promise<Found> {
  const choice = chooseLocale(site, document, live, asked)
  const row = live.find((each) => each.locale === choice.locale)
  if (row === undefined) throw new Refusal('noSuchDocument', { slug: '' })
  const source = live.find((each) => each.locale === document.sourceLocale)
  const edition = await findEdition(reader, {
    documentId: document.id,
    locale: row.locale,
    number: row.number,
    against: source?.revision,
  })
  if (edition === undefined) throw new Refusal('noSuchEdition', { number: row.number })
  const view = present({ document, live, slug: row.slug, choice, edition })
  return { document, view, lastModified: row.changed }
}

export function chooseLocale(
  site: Site,
  document: DocumentRow,
  editions: readonly { readonly locale: string }[],
  { wanted, strict }: Asked,
): Choice {
  const available = editions.map((row) => row.locale)
  const { defaultLocale, fallbacks } = site
  const choice = negotiate({
    wanted,
    available,
    defaultLocale,
    fallbacks,
    sourceLocale: document.sourceLocale,
  })
  if (choice !== undefined && !(strict && choice.fallback)) return choice
  throw new Refusal(
    'noEditionInLanguage',
    { locales: available.join(', ') },
    { extension: { locales: available } },
  )
}

/** Puts an edition's body into how it stands to the rest of its document. */
export function present(parts: {
  document: DocumentRow
  live: readonly LiveRow[]
  slug: string
  choice: Choice
  edition: EditionRow
}): DocumentView {
  const { document, live, slug, choice, edition } = parts
  const source = live.find((each) => each.locale === document.sourceLocale)
  const body: EditionBody = JSON.parse(edition.body)
  const { asOf, topics, title, summary, cards, body: blocks } = body
  return {
    slug,
    locale: choice.locale,
    dir: direction(choice.locale),
    requestedLocale: choice.requested,
    fallback: choice.fallback,
    sourceLocale: document.sourceLocale,
    edition: edition.number,
    revision: edition.revision,
    publishedAt: edition.publishedAt.toISOString(),
    upToDate: (source?.revision ?? 0) <= edition.revision,
    outdated: edition.outdated.map(publicId),
    asOf,
    topics,
    title,
    summary,
    cards,
    body: blocks,
    alternates: live.map((row) => alternate(row, source)),
  }
}

function alternate(row: LiveRow, source: LiveRow | undefined): Alternate {
  const { locale, slug } = row
  const href = `/v1/documents/${encodeURIComponent(slug)}?locale=${locale}`
  return { locale, slug, href, upToDate: (source?.revision ?? 0) <= row.revision }
}
