import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Translator } from '../../message/translator.ts'
import { LanguageMenu } from './language-menu.tsx'
import { homeHref } from './site-links.ts'
import type { LocaleLink, SiteLinks } from './site-links.ts'
import { stylesheetPath } from './stylesheet.ts'

const siteName = 'Fiche'

/** What the head of a page says to machines. */
export interface Head {
  readonly title: string
  readonly description?: string | undefined
  /** The path that this page is to be known by, if it is to be found by search engines at all. */
  readonly canonical?: string
  readonly alternates?: readonly LocaleLink[]
  /** The path for readers of none of the alternates' languages. */
  readonly elsewhere?: string | undefined
  readonly type?: 'article' | 'website'
  /** The language of what the page is about; the interface may speak another. */
  readonly locale?: string
}

interface PageProps {
  head: Head
  site: SiteLinks
  translator: Translator
  /** The same page in each language. */
  languages: readonly LocaleLink[]
  current: string
  children?: ComponentChildren
}

/** The frame around every page. */
function Page({ head, site, translator, languages, current, children }: PageProps) {
  return (
    <html lang={translator.locale} dir={translator.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${head.title} · ${siteName}`}</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheetPath} />
        <Description head={head} />
        {head.canonical === undefined ? (
          <meta name="robots" content="noindex" />
        ) : (
          <Links head={head} canonical={head.canonical} origin={site.origin} />
        )}
      </head>
      <body>
        <a class="skip" href="#content">
          {translator.t('skipToContent')}
        </a>
        <header class="top">
          <a class="site" href={homeHref(site, translator.locale)} title={translator.t('home')}>
            <span lang="fr">{siteName}</span>
          </a>
          <LanguageMenu links={languages} current={current} translator={translator} />
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  )
}

function Description({ head }: { head: Head }) {
  if (head.description === undefined) return <></>
  return (
    <>
      <meta name="description" content={head.description} />
      <meta property="og:description" content={head.description} />
    </>
  )
}

/** Canonical address, the other languages (Google's `hreflang`, both ways), and Open Graph (ogp.me). */
function Links({ head, canonical, origin }: { head: Head; canonical: string; origin: string }) {
  return (
    <>
      <link rel="canonical" href={origin + canonical} />
      {head.alternates?.map((link) => (
        <link rel="alternate" hreflang={link.locale} href={origin + link.href} />
      ))}
      {head.elsewhere !== undefined && (
        <link rel="alternate" hreflang="x-default" href={origin + head.elsewhere} />
      )}
      <meta property="og:title" content={head.title} />
      <meta property="og:type" content={head.type ?? 'website'} />
      <meta property="og:url" content={origin + canonical} />
      <meta property="og:site_name" content={siteName} />
      {head.locale !== undefined && <meta property="og:locale" content={head.locale.replaceAll('-', '_')} />}
    </>
  )
}

/**
 * A whole HTML document. By Preact and not by hono/jsx, which runs its components inside an AsyncLocalStorage: on Node
 * 20 the first page rendered so made every request of the process a tenth slower from then on (promise hooks).
 */
export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`
}
