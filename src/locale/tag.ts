import { grandfathered } from './grandfathered.ts'
import { likely } from './likely.ts'
import { memo } from './memo.ts'
import { rightToLeftScripts } from './right-to-left.ts'

/**
 * RFC 5646 section 4.4.1: 35 characters hold every tag without extensions; those that browsers send with one
 * (`de-DE-u-co-phonebk`) fit too. More is somebody trying something.
 */
const longestTag = 35

/**
 * A language and its extended language (`zh-yue`), RFC 5646 section 2.2.2: the latter alone is the canonical
 * form.
 */
const extendedLanguage = /^[a-z]{2,3}-([a-z]{3})(?=-|$)/i

/**
 * The canonical form of a BCP 47 tag: `ZH-hant-tw` is `zh-Hant-TW`, `iw` is `he`, `zh-yue` is `yue`,
 * `x-whale`, for private use alone, is `und-x-whale`. `undefined` when it is malformed, empty or longer than
 * 35 characters. Never throws.
 */
export function canonicalTag(tag: string): string | undefined {
  if (tag.length === 0 || tag.length > longestTag) return undefined
  return canonicalTags(tag)
}

const canonicalTags = memo(5000, (tag) => {
  const canonical = canonicalLocale(regularTag(tag))
  return canonical !== undefined && canonical.length <= longestTag ? canonical : undefined
})

/**
 * The same tag in the syntax of UTS #35, section BCP 47 Language Tag Conversion, which is all that Intl
 * reads.
 */
function regularTag(tag: string): string {
  if (/^x-/i.test(tag)) return `und-${tag}`
  return grandfathered.get(tag.toLowerCase()) ?? tag.replace(extendedLanguage, '$1')
}

function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

const names = memo(200, (inLocale) => {
  // The second locale is for languages that Intl has no data for; else it would take the machine's own.
  return new Intl.DisplayNames([inLocale, 'en'], { type: 'language', fallback: 'none' })
})

/**
 * The name of a locale in a language, as a label that stands alone: `nameOf('fr', 'fr')` is « Français ».
 * Both are canonical tags. In English where CLDR has no names in that language; the tag where it has none at
 * all.
 */
export function nameOf(locale: string, inLocale: string): string {
  const name = names(inLocale).of(locale)
  return name === undefined ? locale : capitalised(name, inLocale)
}

/** Whether CLDR knows the language of a tag. `le-port` is well-formed, and no language. */
export function isKnownLanguage(tag: string): boolean {
  return names('en').of(new Intl.Locale(tag).language ?? tag) !== undefined
}

/** Georgian has capitals in Unicode, but no Georgian word begins with one (Unicode 11, Mtavruli). */
function capitalised(name: string, locale: string): string {
  const [first = ''] = name
  return /^\p{Script=Georgian}/u.test(first)
    ? name
    : first.toLocaleUpperCase(locale) + name.slice(first.length)
}

/** The direction in which a locale (a canonical tag) is written: that of its script, said or likely. */
export function direction(locale: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.has(likely(locale).script) ? 'rtl' : 'ltr'
}
