import type { DocumentView } from '../../edition/body.ts'
import { memo } from '../../locale/memo.ts'
import { direction, nameOf } from '../../locale/tag.ts'
import { Blocks } from './blocks.tsx'
import { Cards, Evidence, Label } from './cards.tsx'
import { renderPage } from './layout.tsx'
import type { Head } from './layout.tsx'
import { Message, slot } from './message.tsx'
import { Prose } from './prose.tsx'
import { readingOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { pageHref } from './site-links.ts'
import type { LocaleLink, SiteLinks } from './site-links.ts'
import { Topics } from './topics.tsx'
import { Truth } from './truth.tsx'

export interface DocumentPageProps {
  readonly view: DocumentView
  /** The language of the page around the document: one of the project's own. */
  readonly interfaceLocale: string
  readonly site: SiteLinks
}

/** The page of a document, as HTML: `/{locale}/{slug}`. */
export function documentPage({ view, interfaceLocale, site }: DocumentPageProps): string {
  const reading = readingOf(view, interfaceLocale)
  const languages = languagesOf(view, site)
  return renderPage({
    head: headOf(view, languages, site),
    site,
    translator: reading.translator,
    languages,
    current: view.locale,
    children: <Document reading={reading} />,
  })
}

function headOf(view: DocumentView, languages: readonly LocaleLink[], site: SiteLinks): Head {
  const find = (locale: string): LocaleLink | undefined => languages.find((link) => link.locale === locale)
  return {
    title: view.title.text,
    description: view.summary?.text,
    canonical: pageHref(view.locale, view.slug),
    alternates: languages,
    elsewhere: (find(site.defaultLocale) ?? find(view.sourceLocale))?.href,
    type: 'article',
    locale: view.locale,
  }
}

/** This edition and its alternates, in the order of the site's languages. */
function languagesOf(view: DocumentView, site: SiteLinks): LocaleLink[] {
  const others = view.alternates.filter((alternate) => alternate.locale !== view.locale)
  const order = new Map(site.locales.map((link, at) => [link.locale, at]))
  const place = (locale: string): number => order.get(locale) ?? order.size
  return [view, ...others]
    .map(({ locale, slug, upToDate }) => ({
      locale,
      name: site.locales.find((link) => link.locale === locale)?.name ?? nameOf(locale, locale),
      dir: direction(locale),
      href: pageHref(locale, slug),
      behind: !upToDate,
    }))
    .toSorted((one, other) => place(one.locale) - place(other.locale))
}

function Document({ reading }: { reading: Reading }) {
  const { view } = reading
  return (
    <>
      <FallbackNotice reading={reading} />
      <article lang={view.locale} dir={view.dir}>
        <header class="title">
          <AsOf reading={reading} />
          <h1>
            <Prose passage={view.title} reading={reading} />
          </h1>
          <Truth reading={reading} />
        </header>
        <Summary reading={reading} />
        <Cards reading={reading} />
        <Body reading={reading} />
        <Colophon reading={reading} />
      </article>
    </>
  )
}

function FallbackNotice({ reading }: { reading: Reading }) {
  const { view, translator } = reading
  if (!view.fallback) return <></>
  return (
    <p class="notice" role="note">
      {translator.t('fallback.document', { requested: view.requestedLocale, shown: view.locale })}
    </p>
  )
}

function AsOf({ reading }: { reading: Reading }) {
  const { view, translator, ours } = reading
  if (view.asOf === null) return <></>
  const date = (
    <time datetime={view.asOf.value} lang={view.locale} dir={view.dir}>
      {view.asOf.text}
    </time>
  )
  return (
    <p class="as-of" {...ours}>
      <Message text={translator.t('asOf', { date: slot('date') })} slots={{ date }} />
    </p>
  )
}

function Summary({ reading }: { reading: Reading }) {
  const { view, translator } = reading
  if (view.summary === null) return <></>
  return (
    <section class="part" aria-labelledby="summary">
      <Label id="summary" text={translator.t('summary')} reading={reading} />
      <div class="summary">
        <p>
          <Prose passage={view.summary} reading={reading} />
        </p>
        <Evidence ids={view.summary.evidence} reading={reading} />
      </div>
    </section>
  )
}

/** The text has a heading of its own only where something stands before it; its own headings lie below that. */
function Body({ reading }: { reading: Reading }) {
  const { view, translator } = reading
  if (view.body.length === 0) return <></>
  const isAlone = view.summary === null && view.cards.length === 0
  return (
    <section class="part" {...(isAlone ? {} : { 'aria-labelledby': 'text' })}>
      {!isAlone && <Label id="text" text={translator.t('text')} reading={reading} />}
      <div class="prose">
        <Blocks blocks={view.body} top={isAlone ? 2 : 3} reading={reading} />
      </div>
    </section>
  )
}

const dates = memo(50, (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))

/** Which edition this is, and the document's topics. */
function Colophon({ reading }: { reading: Reading }) {
  const { view, translator, ours } = reading
  const date = (
    <time datetime={view.publishedAt}>{dates(translator.locale).format(new Date(view.publishedAt))}</time>
  )
  const text = translator.t('published', { edition: view.edition, date: slot('date') })
  return (
    <footer class="colophon">
      <p {...ours}>
        <Message text={text} slots={{ date }} />
      </p>
      <Topics topics={view.topics} label={translator.t('topics')} />
    </footer>
  )
}
