import type { ListedDocument } from '../../edition/body.ts'
import { direction } from '../../locale/tag.ts'
import { translatorFor } from '../../message/translator.ts'
import type { Translator } from '../../message/translator.ts'
import { Behind } from './language-menu.tsx'
import { renderPage } from './layout.tsx'
import { Message, slot } from './message.tsx'
import { homeHref, languageOf, pageHref } from './site-links.ts'
import type { SiteLinks } from './site-links.ts'
import { Topics } from './topics.tsx'

export interface IndexPageProps {
  /** The language of the list. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  readonly items: readonly ListedDocument[]
  /** Path of the page with the documents after these. */
  readonly next?: string
  readonly fallback: boolean
  readonly requestedLocale: string
  readonly interfaceLocale: string
  readonly site: SiteLinks
}

/** The documents of the site in one language, as HTML: `/{locale}`. */
export function indexPage(props: IndexPageProps): string {
  const { site, locale } = props
  const translator = translatorFor(props.interfaceLocale)
  return renderPage({
    head: {
      title: translator.t('index.title'),
      canonical: homeHref(site, locale),
      alternates: site.locales,
      elsewhere: homeHref(site, site.defaultLocale),
      locale,
    },
    site,
    translator,
    languages: site.locales,
    current: locale,
    children: <Index props={props} translator={translator} />,
  })
}

function Index({ props, translator }: { props: IndexPageProps; translator: Translator }) {
  const { t } = translator
  const { requestedLocale: requested, locale: shown, items, next } = props
  return (
    <>
      {props.fallback && (
        <p class="notice" role="note">
          {t('fallback.index', { requested, shown })}
        </p>
      )}
      <h1 class="index-title">{t('index.title')}</h1>
      {items.length === 0 && <p class="empty">{t('index.empty')}</p>}
      <div class="listed" lang={shown} dir={props.dir}>
        {items.map((item) => (
          <Listed item={item} around={shown} translator={translator} />
        ))}
      </div>
      {next !== undefined && (
        <p class="next">
          <a rel="next" href={next}>
            {t('index.next')}
          </a>
        </p>
      )}
    </>
  )
}

interface ListedProps {
  item: ListedDocument
  around: string
  translator: Translator
}

/** A document of the list, in its own language where that is not the list's. */
function Listed({ item, around, translator }: ListedProps) {
  const language = languageOf({ locale: item.locale, dir: direction(item.locale) }, around)
  return (
    <article {...language}>
      <ListedDate item={item} translator={translator} />
      <h2>
        <a href={pageHref(item.locale, item.slug)}>
          <bdi>{item.title}</bdi>
        </a>
        {!item.upToDate && <Behind translator={translator} />}
      </h2>
      {item.summary !== null && <p class="listed-summary">{item.summary}</p>}
      <Topics topics={item.topics} label={translator.t('topics')} />
    </article>
  )
}

function ListedDate({ item, translator }: { item: ListedDocument; translator: Translator }) {
  if (item.asOf === null) return <></>
  const own = { locale: item.locale, dir: direction(item.locale) }
  const date = (
    <time datetime={item.asOf.value} {...languageOf(own, translator.locale)}>
      {item.asOf.text}
    </time>
  )
  return (
    <p class="as-of" {...languageOf(translator, item.locale)}>
      <Message text={translator.t('asOf', { date: slot('date') })} slots={{ date }} />
    </p>
  )
}
