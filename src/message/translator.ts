import { createInstance } from 'i18next'
import type { TFunction } from 'i18next'
import { direction } from '../locale/tag.ts'
import { formats } from './format.ts'
import { interfaceLocaleFor } from './interface-locale.ts'
import { lastLocale, namespaces, readResources } from './resources.ts'

/** The pages' messages in one language. `t` knows every key of `locales/en/page.json`. */
export interface Translator {
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  readonly t: TFunction
}

const messages = createInstance()
// With the resources at hand this is done when it returns; the promise has nothing more to say.
void messages.init({
  resources: readResources(),
  initAsync: false,
  lng: lastLocale,
  fallbackLng: lastLocale,
  load: 'currentOnly',
  ns: namespaces,
  defaultNS: 'page',
  // Messages are plain text: they are escaped where they are placed, as all other text is.
  interpolation: { escapeValue: false },
})

for (const [name, format] of Object.entries(formats)) {
  messages.services.formatter?.add(name, (value: unknown, locale) => format(value, locale ?? lastLocale))
}

// A role is a word of the messages themselves, so this one is not among the formats of values.
messages.services.formatter?.add('role', (value: unknown, locale) => roleName(String(value), locale))

function roleName(role: string, locale = lastLocale): string {
  return messages.t(`role.${role}`, { lng: locale, ns: 'problem', defaultValue: role })
}

/** The messages of problems in a language; any tag, well-formed or not. */
export function problemMessages(locale: string): TFunction<'problem'> {
  return messages.getFixedT(interfaceLocaleFor(locale), 'problem')
}

/** The messages of pages in a language: one of `interfaceLocales`, or what `interfaceLocaleFor` finds for another tag. */
export function translatorFor(locale: string): Translator {
  const own = interfaceLocaleFor(locale)
  return { locale: own, dir: direction(own), t: messages.getFixedT(own, 'page') }
}
