import { translatorFor } from '../../message/translator.ts'
import type { RefusalCode } from '../../refusal.ts'
import { renderPage } from './layout.tsx'
import { Message, slot } from './message.tsx'
import { homeHref } from './site-links.ts'
import type { SiteLinks } from './site-links.ts'

export interface ExplanationPageProps {
  readonly code: RefusalCode
  /** In the interface language, as `explanationText` gives them. */
  readonly title: string
  readonly explanation: string
  readonly interfaceLocale: string
  readonly site: SiteLinks
}

/** What a kind of refusal means and what to do next, as HTML: `/problems/{code}`, the `type` of RFC 9457. */
export function explanationPage(props: ExplanationPageProps): string {
  const { code, title, explanation, interfaceLocale, site } = props
  const translator = translatorFor(interfaceLocale)
  const text = translator.t('problem.code', { code: slot('code') })
  return renderPage({
    head: { title, canonical: `/problems/${code}`, locale: translator.locale },
    site,
    translator,
    languages: site.locales,
    current: '',
    children: (
      <div class="problem">
        <h1>{title}</h1>
        <p>
          <WithCode text={explanation} />
        </p>
        <p class="as-of">
          <Message text={text} slots={{ code: <code dir="ltr">{code}</code> }} />
        </p>
        <p>
          <a href={homeHref(site, interfaceLocale)}>{translator.t('home')}</a>
        </p>
      </div>
    ),
  })
}

/** Text in which names of fields and headers stand in backticks. */
function WithCode({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 0 ? part : <code dir="ltr">{part}</code>))}</>
}
