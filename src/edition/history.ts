import type { Choice } from '../locale/negotiate.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import { findDocumentBySlug } from '../store/documents.ts'
import { listEditions, listLive, listPublished } from '../store/editions.ts'
import { findEditionText } from '../store/standings.ts'
import type { EditionText } from '../store/standings.ts'
import { listChanges, listChangesOf } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { chooseLocale, findMove } from './read.ts'
import type { Asked, LiveDocument, Moved } from './read.ts'

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

/**
 * The document that a slug leads to, if it was ever published: what was stays readable by its number when it is
 * withdrawn. A former slug gives `movedTo`. Refuses with `noSuchDocument`.
 */
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
  const movedTo = await findMove(reader, document.id, slug)
  return movedTo === undefined ? { ...document, live, published } : { movedTo }
}

/** Which locale's editions a reader means: chosen as for the document itself, among all that there ever were. */
export const chooseHistory = (site: Site, document: PublishedDocument, asked: Asked): Choice =>
  chooseLocale(site, document.sourceLocale, document.published, asked)

/** The editions of a document in a locale, the newest first, and when each was live. */
export async function readEditions(
  reader: Reader,
  document: LiveDocument,
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
  document: LiveDocument,
  locale: string,
  number: number,
): Promise<EditionText> {
  const source = document.live.find((row) => row.locale === document.sourceLocale)
  const against = source?.revision
  const edition = await findEditionText(reader, { documentId: document.id, locale, number, against })
  if (edition === undefined) throw new Refusal('noSuchEdition', { number })
  return edition
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
