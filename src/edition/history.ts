import type { Choice } from '../locale/negotiate.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import { findDocumentBySlug } from '../store/documents.ts'
import { findEdition, listEditions, listLive, listPublished } from '../store/editions.ts'
import { listChanges, listChangesOf } from '../store/lists.ts'
import type { Reader } from '../store/database.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { chooseLocale, findMove, present } from './read.ts'
import type { Asked, Found, LiveDocument, Moved } from './read.ts'

/** An edition in the history of a locale, with the spans of time in which readers got it. */
export interface PastEdition {
  readonly edition: number
  readonly revision: number
  readonly publishedAt: Date
  readonly isLive: boolean
  /** `to` is null while it is live. */
  readonly live: readonly { readonly from: Date; readonly to: Date | null }[]
}

/** A document with a history: what is live, if anything still is, and the locales that have any edition. */
export interface PublishedDocument extends LiveDocument {
  readonly published: Awaited<ReturnType<typeof listPublished>>
}

/** As findLiveDocument, but what was published stays readable by its number when it is withdrawn. */
export async function findPublishedDocument(
  reader: Reader,
  slug: string,
): Promise<PublishedDocument | Moved> {
  const document = await findDocumentBySlug(reader, slug)
  if (document === undefined) throw new Refusal('noSuchDocument', { slug })
  const [live, published] = await Promise.all([
    listLive(reader, document.id),
    listPublished(reader, document.id),
  ])
  if (published.length === 0) throw new Refusal('noSuchDocument', { slug })
  const movedTo = await findMove(reader, document, slug)
  return movedTo === undefined ? { document, live, published } : { movedTo }
}

/** Which locale's editions a reader means: chosen as for the document itself, among all that there ever were. */
export const chooseHistory = (site: Site, { document, published }: PublishedDocument, asked: Asked): Choice =>
  chooseLocale(site, document, published, asked)

/** The editions of a document in a locale, the newest first, and when each was live. */
export async function readEditions(
  reader: Reader,
  { document }: LiveDocument,
  query: { locale: string; cursor: string | undefined; limit: number },
): Promise<{ items: PastEdition[]; next: string | null }> {
  const { locale, limit } = query
  const variant = { documentId: document.id, locale }
  const [before] = query.cursor === undefined ? [] : readCursor(query.cursor, ['number'])
  const [rows, changes] = await Promise.all([
    listEditions(reader, { ...variant, before, limit: limit + 1 }),
    listChangesOf(reader, variant),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const items = shown.map(({ number, revision, publishedAt }) => {
    const live = spansOf(number, changes)
    return { edition: number, revision, publishedAt, isLive: live.at(-1)?.to === null, live }
  })
  return { items, next: last === undefined ? null : writeCursor([last.number]) }
}

/** An edition is live from a change that published it until the next change of its variant. */
function spansOf(number: number, changes: readonly { kind: string; edition: number; at: Date }[]) {
  return changes.flatMap((change, at) =>
    change.kind === 'published' && change.edition === number
      ? [{ from: change.at, to: changes[at + 1]?.at ?? null }]
      : [],
  )
}

/** Any edition as it was, by its number. Refuses with `noSuchEdition`. */
export async function readEdition(
  reader: Reader,
  { document, live, published }: PublishedDocument,
  choice: Choice,
  number: number,
): Promise<Found> {
  const source = live.find((row) => row.locale === document.sourceLocale)
  const edition = await findEdition(reader, {
    documentId: document.id,
    locale: choice.locale,
    number,
    against: source?.revision,
  })
  const variant = published.find((row) => row.locale === choice.locale)
  if (edition === undefined || variant === undefined) throw new Refusal('noSuchEdition', { number })
  const view = present({ document, live, slug: variant.slug, choice, edition })
  return { document, view, lastModified: variant.changed }
}

export interface Change {
  readonly kind: string
  readonly slug: string | null
  readonly locale: string
  readonly edition: number
  readonly at: Date
}

/** What was published or withdrawn after a cursor, in order, without gaps. `next` is where to go on, also at the end. */
export async function readChanges(
  reader: Reader,
  query: { since: string | undefined; limit: number },
): Promise<{ items: Change[]; next: string }> {
  const [after = 0] =
    query.since === undefined || query.since === '' ? [] : readCursor(query.since, ['number'])
  const rows = await listChanges(reader, { after, limit: query.limit })
  const items = rows.map(({ kind, slug, locale, edition, at }) => ({ kind, slug, locale, edition, at }))
  return { items, next: writeCursor([rows.at(-1)?.number ?? after]) }
}
