/** A link to something in a language, which the link names in itself. */
export interface LocaleLink {
  readonly locale: string
  /** Its own name for itself: « Français ». */
  readonly name: string
  readonly dir: 'ltr' | 'rtl'
  /** A path on this site. */
  readonly href: string
  /** Whether it is behind the original; only said of documents. */
  readonly behind?: boolean
}

/** What every page needs to know of the site around it. `locales` are the links to the index in each language. */
export interface SiteLinks {
  /** Scheme and host, without a slash at the end: `https://fiches.example`. */
  readonly origin: string
  readonly locales: readonly LocaleLink[]
  readonly defaultLocale: string
}

/** The path of a document's page. Slugs may hold any letters; in a URL they are percent-encoded (RFC 3986). */
export function pageHref(locale: string, slug: string): string {
  return `/${locale}/${encodeURIComponent(slug)}`
}

/** The index in a language if the site has it, else in the default one. */
export function homeHref(site: SiteLinks, locale: string): string {
  const find = (wanted: string): LocaleLink | undefined => site.locales.find((link) => link.locale === wanted)
  return (find(locale) ?? find(site.defaultLocale))?.href ?? '/'
}

/** `lang` and `dir` for an element, or nothing where the language is the one around it. */
export function languageOf(
  inner: { readonly locale: string; readonly dir: 'ltr' | 'rtl' },
  around: string,
): { lang?: string; dir?: 'ltr' | 'rtl' } {
  return inner.locale === around ? {} : { lang: inner.locale, dir: inner.dir }
}
