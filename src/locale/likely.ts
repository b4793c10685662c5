/**
 * When are two tags the same language for a reader? When language and script are the same after adding what
 * CLDR holds likely (UTS #35, Likely Subtags): zh-TW is zh-Hant-TW, so it is what zh-Hant is, and zh-Hans
 * isn't. Regions don't count: fr-MA is fr. Deprecated codes (iw, in, tl, mo, sh) are gone from canonical
 * tags already.
 */
import { memo } from './memo.ts'

export interface Likely {
  readonly language: string
  readonly script: string
  readonly region: string
}

/**
 * Languages that CLDR's languageMatching data (supplemental/languageInfo.xml) puts at distance 1, which is as
 * good as equal; this is the only pair. The next (hr and bs, 4; da and no, 8) are other languages.
 */
const nearEqual: ReadonlyMap<string, string> = new Map([['no', 'nb']])

/**
 * CLDR's pseudo-locales, made to test software with (accented English, mirrored Arabic), by region or, of
 * old, by variant. They are no language that a reader has.
 */
const pseudo = /-(?:XA|XB|XC|psaccent|psbidi|pscrack)(?=-|$)/

/** Language, script and region of a canonical tag, with what CLDR holds likely where it doesn't say. */
export const likely = memo(2000, (tag: string): Likely => {
  const locale = new Intl.Locale(tag)
  // `und` alone would become English, which nobody said; `und-x-…` is a language of its own.
  if (plainTag(tag) === 'und' || pseudo.test(tag)) return { language: tag, script: '', region: '' }
  const full = locale.maximize()
  const language = languageOf(full)
  return {
    language: nearEqual.get(language) ?? language,
    script: full.script ?? '',
    region: full.region ?? '',
  }
})

/** V8 gives no language at all for `und`, against its types. */
function languageOf(locale: Intl.Locale): string {
  return locale.language ?? 'und'
}

/** The language subtag; of the two that are as good as equal, the same. */
function languageSubtag(tag: string): string {
  const end = tag.indexOf('-')
  const language = end < 0 ? tag : tag.slice(0, end)
  return nearEqual.get(language) ?? language
}

/**
 * Whether two canonical tags could be the same language: what CLDR holds likely changes no language that is said
 * (`und` says none). It saves asking (20 µs for a tag never seen) about the many languages that a hostile reader wants and nobody has.
 */
export function mayBeSameLanguage(one: string, other: string): boolean {
  const [a, b] = [languageSubtag(one), languageSubtag(other)]
  return a === b || a === 'und' || b === 'und'
}

/** Whether a text in the one is a text in the other: same language, same script. Canonical tags. */
export function sameLanguage(one: string, other: string): boolean {
  if (!mayBeSameLanguage(one, other)) return false
  const [a, b] = [likely(one), likely(other)]
  return a.language === b.language && a.script === b.script
}

/** `language`, `language-Script`, `language-REGION`…: a tag without variants and extensions. */
export const plainTag = memo(2000, (tag: string): string => {
  const locale = new Intl.Locale(tag)
  return [languageOf(locale), locale.script, locale.region].filter((part) => part !== undefined).join('-')
})
