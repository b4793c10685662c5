/**
 * What `q=0` takes away. A range covers the tags that it is a prefix of (RFC 4647 section 3.3.1), and the
 * most specific one decides: `en, en-GB;q=0` leaves en-US, `en;q=0, en-GB` leaves en-GB. Where no range
 * covers a tag by its letters, one that means the same by CLDR's likely subtags does: `zh-TW;q=0` takes
 * zh-Hant away.
 */
import type { Wanted } from './accept-language.ts'
import { likely, sameLanguage } from './likely.ts'

/** The available locales that a reader didn't exclude. */
export function allowed(wanted: Wanted, available: readonly string[]): readonly string[] {
  if (wanted.excluded.length === 0) return available
  return available.filter((locale) => !isExcluded(wanted, locale))
}

function isExcluded(wanted: Wanted, locale: string): boolean {
  const against = longestCover(wanted.excluded, locale)
  const inFavour = longestCover(wanted.tags, locale)
  if (against > 0 || inFavour > 0) return against > inFavour
  if (wanted.excluded.some((range) => range !== '*' && meansSame(range, locale))) return true
  return wanted.excluded.includes('*') && !wanted.tags.some((tag) => sameLanguage(tag, locale))
}

/** The length of the longest range that covers a locale; 0 where none does. */
function longestCover(ranges: readonly string[], locale: string): number {
  const covering = ranges.filter((range) => locale === range || locale.startsWith(`${range}-`))
  return Math.max(0, ...covering.map((range) => range.length))
}

function meansSame(range: string, locale: string): boolean {
  const regionMatters = new Intl.Locale(range).region !== undefined
  return sameLanguage(range, locale) && (!regionMatters || likely(range).region === likely(locale).region)
}
