import type { Translator } from '../../message/translator.ts'
import type { LocaleLink } from './site-links.ts'

interface MenuProps {
  links: readonly LocaleLink[]
  current: string
  translator: Translator
}

/** Links to the same thing in other languages, each named in its own language and script. */
export function LanguageMenu({ links, current, translator }: MenuProps) {
  if (links.length < 2) return <></>
  return (
    <nav class="languages" aria-label={translator.t('languages')}>
      <ul role="list">
        {links.map((link) => (
          <li>
            <a
              href={link.href}
              hreflang={link.locale}
              {...(link.locale === current ? { 'aria-current': 'page' } : {})}
            >
              <bdi lang={link.locale} dir={link.dir}>
                {link.name}
              </bdi>
              {link.behind === true && <Behind translator={translator} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A quiet sign, with words for those who don't see it. */
export function Behind({ translator }: { translator: Translator }) {
  return (
    <span class="mark" title={translator.t('behind')}>
      <span aria-hidden="true">{'\u2060◆'}</span>
      <span class="unseen">{` (${translator.t('behind')})`}</span>
    </span>
  )
}
