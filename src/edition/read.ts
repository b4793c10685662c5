import { negotiate } from '../locale/negotiate.ts'
import type { Wanted } from '../locale/accept-language.ts'
import type { Choice } from '../locale/negotiate.ts'
import { direction } from '../locale/tag.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import { listSlugs } from '../store/documents.ts'
import type { EditionText, LiveEdition } from '../store/standings.ts'
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

/** A document that readers can see, and the languages it is live in. */
export interface LiveDocument {
  readonly id: string
  readonly sourceLocale: string
  readonly live: readonly LiveEdition[]
}

/** The current slug of the locale in which this one is a former slug; undefined for one that is current somewhere. */
export async function findMove(
  reader: Reader,
  documentId: string,
  slug: string,
): Promise<string | undefined> {
  const slugs = await listSlugs(reader, documentId)
  const own = slugs.filter((row) => row.slug === slug)
  if (own.some((row) => row.isCurrent)) return undefined
  return slugs.find((row) => row.isCurrent && own.some((former) => former.locale === row.locale))?.slug
}

/** The best language for a reader among editions of a document. Refuses with `noEditionInLanguage`. */
export function chooseLocale(
  site: Site,
  sourceLocale: string,
  editions: readonly { readonly locale: string }[],
  { wanted, strict }: Asked,
): Choice {
  const available = editions.map((row) => row.locale)
  const { defaultLocale, fallbacks } = site
  const choice = negotiate({ wanted, available, defaultLocale, fallbacks, sourceLocale })
  if (choice !== undefined && !(strict && choice.fallback)) return choice
  throw new Refusal(
    'noEditionInLanguage',
    { locales: available.join(', ') },
    { extension: { locales: available } },
  )
}

/** An edition of a document as one reader is to have it. */
export interface Presented {
  readonly document: LiveDocument
  readonly slug: string
  readonly choice: Choice
  readonly edition: EditionText
}

type Standing = Omit<DocumentView, keyof EditionBody | 'alternates'>

const sourceRevision = ({ live, sourceLocale }: LiveDocument): number =>
  live.find((each) => each.locale === sourceLocale)?.revision ?? 0

/** How an edition stands to the rest of its document: all of a view but what the edition itself says. */
function standingOf({ document, slug, choice, edition }: Presented): Standing {
  return {
    slug,
    locale: choice.locale,
    dir: direction(choice.locale),
    requestedLocale: choice.requested,
    fallback: choice.fallback,
    sourceLocale: document.sourceLocale,
    edition: edition.number,
    revision: edition.revision,
    publishedAt: edition.publishedAt,
    upToDate: sourceRevision(document) <= edition.revision,
    outdated: edition.outdated.map(publicId),
  }
}

const hrefOf = ({ locale, slug }: LiveEdition): string =>
  `/v1/documents/${encodeURIComponent(slug)}?locale=${locale}`

function alternatesOf(document: LiveDocument): Alternate[] {
  const newest = sourceRevision(document)
  return document.live.map((live) => {
    const { locale, slug, revision } = live
    return { locale, slug, href: hrefOf(live), upToDate: newest <= revision }
  })
}

/** Puts an edition's body into how it stands to the rest of its document. */
export function present(parts: Presented): DocumentView {
  const body: EditionBody = JSON.parse(parts.edition.body.toString())
  return { ...standingOf(parts), ...body, alternates: alternatesOf(parts.document) }
}

/** The alternates of a document as JSON text: the same in all that is made of it. */
const alternatesText = new WeakMap<LiveDocument, string>()

function printAlternates(document: LiveDocument): string {
  const known = alternatesText.get(document)
  if (known !== undefined) return known
  const text = JSON.stringify(alternatesOf(document))
  alternatesText.set(document, text)
  return text
}

/** `JSON.stringify(present(parts))` in UTF-8, with the stored body passed through instead of read and printed again. */
export function printDocument(parts: Presented): Buffer<ArrayBuffer> {
  const { body } = parts.edition
  const head = `${JSON.stringify(standingOf(parts)).slice(0, -1)},`
  const tail = `,"alternates":${printAlternates(parts.document)}}`
  const headLength = Buffer.byteLength(head)
  // Without the braces of the body; not from Node's pool, since it may be kept for long.
  const bodyLength = body.byteLength - 2
  const printed = Buffer.allocUnsafeSlow(headLength + bodyLength + Buffer.byteLength(tail))
  printed.write(head)
  body.copy(printed, headLength, 1, body.byteLength - 1)
  printed.write(tail, headLength + bodyLength)
  return printed
}
