import { chooseListLocale, readDocuments } from '../../edition/list.ts'
import { chooseLocale, findLiveDocument, readDocument } from '../../edition/read.ts'
import { negotiate, wantedOf } from '../../locale/negotiate.ts'
import { canonicalTag, direction, isKnownLanguage, nameOf } from '../../locale/tag.ts'
import { interfaceLocaleFor } from '../../message/interface-locale.ts'
import { explanationText } from '../../message/problem.ts'
import { Refusal, refusalCodes } from '../../refusal.ts'
import type { Site } from '../../site.ts'
import type { Call } from '../context.ts'
import type { Reply } from '../reply.ts'
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
  const found = await findLiveDocument(call.database.reader, slug).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal('noSuchAddress') : error
  })
  if ('movedTo' in found) return movedTo(`/${encodeURIComponent(found.movedTo)}`)
  const { wanted } = call.wanted
  const { locale } = chooseLocale(await call.site(), found.document, found.live, { wanted, strict: false })
  const own = found.live.find((row) => row.locale === locale)?.slug ?? slug
  const headers = { location: pageHref(locale, own), vary: 'Accept-Language', 'cache-control': 'no-cache' }
  return { status: 302, headers }
}

const movedTo = (location: string): Reply => ({
  status: 308,
  headers: { location, 'cache-control': 'no-cache' },
})

/** The home page is the index in the reader's language. */
async function home(call: Call): Promise<Reply> {
  const { locales, defaultLocale, fallbacks } = await call.site()
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

async function index(call: Call, { locale: segment = '' }: Readonly<Record<string, string>>): Promise<Reply> {
  const site = await call.site()
  const wanted = languageIn(segment, site)
  if (wanted === undefined) return withoutLanguage(call, segment)
  if (wanted !== segment) return movedTo(`/${wanted}${call.url.search}`)
  const choice = chooseListLocale(site, { wanted: wantedOf(wanted), strict: false })
  const cursor = call.url.searchParams.get('cursor') ?? undefined
  const { items, next } = await readDocuments(call.database.reader, choice, { cursor, limit: pageSize })
  const { locale, fallback } = choice
  const body = indexPage({
    locale,
    dir: direction(locale),
    items,
    ...(next === null ? {} : { next: `/${wanted}?cursor=${next}` }),
    fallback,
    requestedLocale: wanted,
    interfaceLocale: interfaceLocaleFor(wanted, locale),
    site: siteLinks(site, call.origin),
  })
  return {
    status: 200,
    headers: { ...html, 'content-language': locale },
    body,
    cached: { keys: [`documents-${locale}`], negotiated: false },
  }
}

/**
 * The page of a document. A language that it does not have gets the nearest one at the same address, and is told so;
 * a slug that is not this language's own leads to the one that is.
 */
async function page(
  call: Call,
  { locale: segment = '', slug = '' }: Readonly<Record<string, string>>,
): Promise<Reply> {
  const site = await call.site()
  const wanted = languageIn(segment, site)
  if (wanted === undefined) throw new Refusal('noSuchAddress')
  const found = await findLiveDocument(call.database.reader, slug)
  const { search } = call.url
  if ('movedTo' in found) return movedTo(`${pageHref(wanted, found.movedTo)}${search}`)
  if (wanted !== segment) return movedTo(`${pageHref(wanted, slug)}${search}`)
  const asked = { wanted: wantedOf(wanted), strict: false }
  const { document, view, lastModified } = await readDocument(call.database.reader, site, found, asked)
  if (!view.fallback && view.slug !== slug) return movedTo(`${pageHref(view.locale, view.slug)}${search}`)
  const body = documentPage({
    view,
    interfaceLocale: interfaceLocaleFor(wanted, view.locale),
    site: siteLinks(site, call.origin),
  })
  return {
    status: 200,
    headers: { ...html, 'content-language': view.locale },
    body,
    cached: { lastModified, keys: [`document-${document.id}`], negotiated: false },
  }
}

/** What a problem's `type` leads to: its explanation, in the reader's language. */
async function explanation(
  call: Call,
  { code: name = '' }: Readonly<Record<string, string>>,
): Promise<Reply> {
  const code = refusalCodes.find((each) => each === name)
  if (code === undefined) throw new Refusal('noSuchAddress')
  const interfaceLocale = interfaceLocaleFor(...call.wanted.wanted.tags)
  const text = explanationText(code, interfaceLocale)
  const body = explanationPage({
    code,
    ...text,
    interfaceLocale,
    site: siteLinks(await call.site(), call.origin),
  })
  return {
    status: 200,
    headers: { ...html, 'content-language': interfaceLocale },
    body,
    cached: { keys: [], negotiated: !call.wanted.explicit },
  }
}

const styles = async (): Promise<Reply> => ({
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8' },
  body: stylesheet,
  cached: { keys: [], negotiated: false, immutable: true },
})

export const pageRoutes: readonly Route[] = [
  { method: 'get', path: '/', handle: home },
  { method: 'get', path: stylesheetPath, handle: styles },
  { method: 'get', path: '/problems/:code', handle: explanation },
  { method: 'get', path: '/:locale', handle: index },
  { method: 'get', path: '/:locale/:slug', handle: page },
]
