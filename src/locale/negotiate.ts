/**
 * Which of the locales that there are a reader gets.
 *
 * 1. What was wanted: each tag in order, if there is a text in that language and script. fr-MA takes fr,
 *    en-AU takes en-GB rather than en-US (CLDR).
 * 2. Only then a language that CLDR holds readable for such a reader: br takes fr, ca takes es.
 * 3. Then the site's fallback chain of the wanted locale.
 * 4. Then the same language in another script: a reader of zh-Hant makes more of zh-Hans than of French. CLDR keeps
 *    these pairs at the very edge of its threshold, which is why the site's own chain comes first.
 * 5. At last the source locale, or the first there is.
 *
 * 2 to 5 are fallbacks. For example `ca, en;q=0.5` with es and en gets en: CLDR would give a reader of
 * Catalan Spanish, but this one said what comes next. With es and de it gets es, and `fallback` is true.
 *
 * What was excluded (`q=0`) is left out of all steps, unless nothing else is left.
 */
import type { Wanted } from './accept-language.ts'
import { parseAcceptLanguage } from './accept-language.ts'
import { bestFit } from './best-fit.ts'
import { allowed } from './exclusion.ts'
import { likely, mayBeSameLanguage, sameLanguage } from './likely.ts'
import { memo } from './memo.ts'

/** All tags are canonical. */
export interface Negotiation {
  readonly wanted: Wanted
  /** The locales that there is a text in. */
  readonly available: readonly string[]
  readonly defaultLocale: string
  /** Per site locale the locales to try instead, in order. */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>
  readonly sourceLocale?: string
}

export interface Choice {
  /** One of those available. */
  readonly locale: string
  /** What was wanted most; the default locale where nothing in particular was. */
  readonly requested: string
  /** Whether the language served is not one that was wanted. */
  readonly fallback: boolean
}

/** Wanting one locale, by a canonical tag, as with `?locale=`. The same object each time. */
export const wantedOf = memo(2000, (tag): Wanted => ({ tags: [tag], excluded: [], any: false }))

/** What an `Accept-Language` header wants; without one, the default locale, and anything else will do. */
export function wantedFromHeader(header: string | undefined, defaultLocale: string): Wanted {
  return header === undefined
    ? { tags: [defaultLocale], excluded: [], any: true }
    : parseAcceptLanguage(header)
}

/** Sets of locales per wanting that are remembered: documents have few different ones. */
const mostSets = 50
const chosen = new WeakMap<Wanted, WeakMap<object, Map<string, Choice | undefined>>>()

/**
 * Choose a locale by the policy above. `undefined` only when none is available. Never throws. What was wanted before,
 * of a site with the same chains, is not matched again: the memory goes with the `Wanted` it belongs to.
 */
export function negotiate(negotiation: Negotiation): Choice | undefined {
  const { wanted, fallbacks, available, defaultLocale, sourceLocale = '' } = negotiation
  const ofSite = chosen.get(wanted) ?? new WeakMap<object, Map<string, Choice | undefined>>()
  chosen.set(wanted, ofSite)
  const sets = ofSite.get(fallbacks) ?? new Map<string, Choice | undefined>()
  ofSite.set(fallbacks, sets)
  const key = `${available.join(' ')}|${sourceLocale}|${defaultLocale}`
  if (sets.has(key)) return sets.get(key)
  const choice = choose(negotiation)
  if (sets.size >= mostSets) sets.clear()
  sets.set(key, choice)
  return choice
}

function choose(negotiation: Negotiation): Choice | undefined {
  const { wanted, defaultLocale } = negotiation
  const requested = wanted.tags[0] ?? defaultLocale
  const left = allowed(wanted, negotiation.available)
  const hit = findWanted(negotiation, left)
  if (hit !== undefined) return { locale: hit, requested, fallback: false }
  const locale = findInstead(negotiation, left) ?? findInstead(negotiation, negotiation.available)
  return locale === undefined ? undefined : { locale, requested, fallback: true }
}

/** Step 1; `*` takes its turn among the tags. */
function findWanted(negotiation: Negotiation, available: readonly string[]): string | undefined {
  const { tags, any, anyRank = tags.length } = negotiation.wanted
  return (
    firstOf(tags.slice(0, anyRank), available) ??
    (any ? findAny(negotiation, available) : undefined) ??
    firstOf(tags.slice(anyRank), available)
  )
}

function firstOf(tags: readonly string[], available: readonly string[]): string | undefined {
  for (const tag of tags) {
    const found = findSame(tag, available)
    if (found !== undefined) return found
  }
  return undefined
}

/** The best text in the language and script of a tag; regions by CLDR. */
function findSame(tag: string, available: readonly string[]): string | undefined {
  if (available.includes(tag)) return tag
  const same = available.filter((locale) => sameLanguage(tag, locale))
  return same.length > 1 ? (bestFit(tag, same) ?? same[0]) : same[0]
}

/**
 * `*` is all that no other range matches (RFC 9110 section 12.5.4): what is wanted less than that comes
 * later.
 */
function findAny(negotiation: Negotiation, available: readonly string[]): string | undefined {
  const { wanted, defaultLocale, sourceLocale } = negotiation
  const lesser = wanted.tags.slice(wanted.anyRank ?? wanted.tags.length)
  const others = available.filter((locale) => !lesser.some((tag) => sameLanguage(tag, locale)))
  return firstOf([defaultLocale, ...(sourceLocale === undefined ? [] : [sourceLocale])], others) ?? others[0]
}

/** Steps 2 to 5. */
function findInstead(negotiation: Negotiation, available: readonly string[]): string | undefined {
  const { wanted, fallbacks, sourceLocale } = negotiation
  return (
    findNear(wanted.tags, available) ??
    firstOf(chainOf(wanted.tags, fallbacks), available) ??
    findOtherScript(wanted.tags, available) ??
    (sourceLocale === undefined ? undefined : firstOf([sourceLocale], available)) ??
    available[0]
  )
}

/**
 * CLDR's matching costs 0.1 ms for a new tag; so many languages in which there is nothing are enough to try.
 */
const mostNear = 3

/** Step 2: the first tag for which CLDR knows a near language among those available. */
function findNear(tags: readonly string[], available: readonly string[]): string | undefined {
  for (const tag of tags.slice(0, mostNear)) {
    const near = bestFit(tag, available)
    if (near !== undefined) return near
  }
  return undefined
}

/** Step 4. */
function findOtherScript(tags: readonly string[], available: readonly string[]): string | undefined {
  for (const tag of tags) {
    const found = available.find(
      (locale) => mayBeSameLanguage(tag, locale) && likely(locale).language === likely(tag).language,
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** The chains of the site's locales that were wanted, one after the other. */
function chainOf(tags: readonly string[], fallbacks: Negotiation['fallbacks']): readonly string[] {
  const siteLocales = Object.keys(fallbacks)
  if (siteLocales.length === 0) return []
  return tags.flatMap((tag) => {
    const siteLocale = findSame(tag, siteLocales)
    return siteLocale === undefined ? [] : (fallbacks[siteLocale] ?? [])
  })
}
