import { listKey, documentKey } from '../../delivery/freshness.ts'
import type { Representation } from '../../delivery/representation.ts'
import { chooseListLocale, readDocuments } from '../../edition/list.ts'
import { chooseLocale, present } from '../../edition/read.ts'
import { negotiate, wantedOf } from '../../locale/negotiate.ts'
import { canonicalTag, direction, isKnownLanguage, nameOf } from '../../locale/tag.ts'
import { interfaceLocaleFor } from '../../message/interface-locale.ts'
import { explanationText } from '../../message/problem.ts'
import { Refusal, refusalCodes } from '../../refusal.ts'
import type { Site } from '../../site.ts'
import type { Call } from '../context.ts'
import type { Choice } from '../../locale/negotiate.ts'
import type { Reading, Reply } from '../reply.ts'
import { keptForGood } from '../service.ts'
import type { Route } from '../service.ts'
import { documentPage } from './document-page.tsx'
import { explanationPage } from './explanation-page.tsx'
import { indexPage } from './index-page.tsx'
import { pageHref } from './site-links.ts'
import type { SiteLinks } from './site-links.ts'
import { stylesheet, stylesheetPath } from './stylesheet.ts'

const html = { 'content-type': 'text/html; charset=utf-8' }
const pageSize = 20

export function siteLinks(site: Site, origin: string): SiteLinks {
  const locales = site.locales.map((locale) => ({
    locale,
    name: nameOf(locale, locale),
    dir: direction(locale),
    href: `/${locale}`,
  }))
  return { origin, locales, defaultLocale: site.defaultLocale }
}

/** The language that a page's address names, if it is one: of the site's or known to CLDR. */
function languageIn(segment: string, site: Site): string | undefined {
  const locale = canonicalTag(segment)
  if (locale === undefined) return undefined
  return site.locales.includes(locale) || isKnownLanguage(locale) ? locale : undefined
}

/** `/le-port`: an address that forgot its language leads to the document in the reader's. */
async function withoutLanguage(call: Call, slug: string): Promise<Reply> {
  const asked = { wanted: call.wanted.wanted, strict: false }
  const found = await Promise.resolve(call.delivery.find(slug, asked)).catch((error: unknown) => {
    const isMissing = error instanceof Refusal && error.code === 'noSuchDocument'
    throw isMissing ? new Refusal('noSuchAddress') : error
  })
  if ('movedTo' in found) return movedTo(`/${encodeURIComponent(found.movedTo)}`)
  const { sourceLocale, live } = found.document
  const { locale } = chooseLocale(call.site, sourceLocale, live, asked)
  const own = live.find((row) => row.locale === locale)?.slug ?? slug
  const headers = { location: pageHref(locale, own), vary: 'Accept-Language', 'cache-control': 'no-cache' }
  return { status: 302, headers }
}

const movedTo = (location: string): Reply => ({
  status: 308,
  headers: { location, 'cache-control': 'no-cache' },
})

/** The home page is the index in the reader's language. */
async function home(call: Call): Promise<Reply> {
  const { locales, defaultLocale, fallbacks } = call.site
  const { wanted } = call.wanted
  const choice = negotiate({
    wanted,
    available: locales,
    defaultLocale,
    fallbacks,
    sourceLocale: defaultLocale,
  })
  const headers = { location: `/${choice?.locale ?? defaultLocale}`, vary: 'Accept-Language' }
  return { status: 302, headers: { ...headers, 'cache-control': 'public, max-age=60' } }
}

async function index(
  call: Call,
  { locale: segment = '' }: Readonly<Record<string, string>>,
): Promise<Reply | Representation> {
  const { site } = call
  const wanted = languageIn(segment, site)
  if (wanted === undefined) return withoutLanguage(call, segment)
  if (wanted !== segment) return movedTo(`/${wanted}${call.search}`)
  const cursor = call.query.get('cursor') ?? undefined
  return call.keepRead(() => {
    const choice = chooseListLocale(call.site, { wanted: wantedOf(wanted), strict: false })
    const key = listKey(choice.locale)
    return { key, what: call.origin, make: () => readIndex(call, { choice, wanted, cursor, key }) }
  })
}

interface IndexAsked {
  readonly choice: Choice
  readonly wanted: string
  readonly cursor: string | undefined
  readonly key: string
}

async function readIndex(call: Call, { choice, wanted, cursor, key }: IndexAsked): Promise<Reading> {
  const { locale, fallback } = choice
  const { items, next } = await readDocuments(call.database.reader, choice, { cursor, limit: pageSize })
  const body = indexPage({
    locale,
    dir: direction(locale),
    items,
    ...(next === null ? {} : { next: `/${wanted}?cursor=${next}` }),
    fallback,
    requestedLocale: wanted,
    interfaceLocale: interfaceLocaleFor(wanted, locale),
    site: siteLinks(call.site, call.origin),
  })
  return { ...pageOf(locale, body), keys: [key] }
}

/** A page, as a reading. */
const pageOf = (locale: string, body: string) => ({
  headers: { ...html, 'content-language': locale },
  body,
  negotiated: false,
})

/**
 * The page of a document. A language that it does not have gets the nearest one at the same address, and is told so;
 * a slug that is not this language's own leads to the one that is.
 */
async function page(
  call: Call,
  { locale: segment = '', slug = '' }: Readonly<Record<string, string>>,
): Promise<Reply | Representation> {
  const { site } = call
  const wanted = languageIn(segment, site)
  if (wanted === undefined) throw new Refusal('noSuchAddress')
  const asked = { wanted: wantedOf(wanted), strict: false }
  const found = await call.delivery.find(slug, asked)
  const { search } = call
  if ('movedTo' in found) return movedTo(`${pageHref(wanted, found.movedTo)}${search}`)
  if (wanted !== segment) return movedTo(`${pageHref(wanted, slug)}${search}`)
  const { shelf, document } = found
  const choice = chooseLocale(call.site, document.sourceLocale, document.live, asked)
  const own = document.live.find((each) => each.locale === choice.locale)?.slug ?? slug
  if (!choice.fallback && own !== slug) return movedTo(`${pageHref(choice.locale, own)}${search}`)
  return call.keep(shelf, call.origin, async () => {
    const edition = await call.delivery.edition(found, choice.locale)
    const body = documentPage({
      view: present({ document, slug: own, choice, edition }),
      interfaceLocale: interfaceLocaleFor(wanted, choice.locale),
      site: siteLinks(call.site, call.origin),
    })
    const { changed: lastModified, id } = document
    return { ...pageOf(choice.locale, body), lastModified, keys: [documentKey(id)] }
  })
}

/** What a problem's `type` leads to: its explanation, in the reader's language. */
async function explanation(
  call: Call,
  { code: name = '' }: Readonly<Record<string, string>>,
): Promise<Representation> {
  const code = refusalCodes.find((each) => each === name)
  if (code === undefined) throw new Refusal('noSuchAddress')
  const interfaceLocale = interfaceLocaleFor(...call.wanted.wanted.tags)
  return call.keep(call.delivery.shelf('assets'), `${interfaceLocale} ${call.origin}`, async () => {
    const text = explanationText(code, interfaceLocale)
    const site = siteLinks(call.site, call.origin)
    const body = explanationPage({ code, ...text, interfaceLocale, site })
    return { ...pageOf(interfaceLocale, body), keys: [], negotiated: !call.wanted.explicit }
  })
}

const styles = keptForGood({
  headers: { 'content-type': 'text/css; charset=utf-8' },
  body: stylesheet,
  immutable: true,
})

export const pageRoutes: readonly Route[] = [
  { method: 'get', path: '/', handle: home },
  { method: 'get', path: stylesheetPath, handle: styles },
  { method: 'get', path: '/problems/:code', query: ['locale'], handle: explanation },
  { method: 'get', path: '/:locale', query: ['cursor'], handle: index },
  { method: 'get', path: '/:locale/:slug', handle: page },
]
