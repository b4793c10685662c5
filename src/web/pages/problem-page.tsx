import { translatorFor } from '../../message/translator.ts'
import { renderPage } from './layout.tsx'
import { homeHref } from './site-links.ts'
import type { LocaleLink, SiteLinks } from './site-links.ts'

export interface ProblemPageProps {
  readonly status: number
  /** In the interface language, as `problemText` gives them. */
  readonly title: string
  readonly detail: string
  readonly interfaceLocale: string
  readonly site: SiteLinks
  /** Where the document asked for can be read, in other languages. */
  readonly alternates?: readonly LocaleLink[]
}

/** A refusal for a reader, as HTML. */
export function problemPage(props: ProblemPageProps): string {
  const { status, title, detail, interfaceLocale, site, alternates = [] } = props
  const translator = translatorFor(interfaceLocale)
  return renderPage({
    head: { title },
    site,
    translator,
    languages: site.locales,
    current: '',
    children: (
      <div class="problem">
        <p class="as-of">{translator.t('problem.status', { status })}</p>
        <h1>{title}</h1>
        <p>{detail}</p>
        {alternates.length > 0 && <Alternates label={translator.t('problem.readIn')} links={alternates} />}
        <p>
          <a href={homeHref(site, interfaceLocale)}>{translator.t('home')}</a>
        </p>
      </div>
    ),
  })
}

function Alternates({ label, links }: { label: string; links: readonly LocaleLink[] }) {
  return (
    <>
      <h2>{label}</h2>
      <ul>
        {links.map((link) => (
          <li>
            <a href={link.href} hreflang={link.locale} lang={link.locale}>
              <bdi dir={link.dir}>{link.name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
