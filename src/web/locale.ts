import { parseAcceptLanguage } from '../locale/accept-language.ts'
import type { Wanted } from '../locale/accept-language.ts'
import { wantedFromHeader, wantedOf } from '../locale/negotiate.ts'
import { canonicalTag } from '../locale/tag.ts'
import { Refusal } from '../refusal.ts'

/** A tag in canonical form. Refuses with `malformedLocale` what is not a well-formed BCP 47 tag. */
export function localeOf(tag: string): string {
  const canonical = canonicalTag(tag)
  if (canonical === undefined) throw new Refusal('malformedLocale', { locale: tag.slice(0, 40) })
  return canonical
}

/** What the reader wants: `?locale=` if given, else Accept-Language, else the site's default locale. */
export function wantedBy(
  explicit: string | null,
  header: string | undefined,
  defaultLocale: string,
): { wanted: Wanted; explicit: boolean } {
  if (explicit !== null) return { wanted: wantedOf(localeOf(explicit)), explicit: true }
  return { wanted: wantedFromHeader(header, defaultLocale), explicit: false }
}

/** The language in which a problem is told: what the address or the headers want, whether or not it is well-formed. */
export function readersLanguage(explicit: string | null, header: string | undefined): Wanted {
  const tag = explicit === null ? undefined : canonicalTag(explicit)
  return tag === undefined ? parseAcceptLanguage(header ?? '') : wantedOf(tag)
}
