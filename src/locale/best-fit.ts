import { match } from '@formatjs/intl-localematcher'
import { plainTag } from './likely.ts'
import { memo } from './memo.ts'

/** A default that isn't a language: getting it back means that there is no match. */
const none = 'und'

/** FormatJS prepares a list once, if it is the same array each time: 375 µs for 92 locales, then 10 µs. */
const lists = memo(1000, (key) => Object.freeze(key.split(' ')))

/**
 * FormatJS remembers each tag it was ever asked for, without limit. Tags come from anybody, so it is asked
 * for no more than these; readers with yet another tag are matched by language, script and the site's chains
 * alone.
 */
const mostAsked = 20_000
const asked = new Set<string>()

const answers = memo(10_000, (key) => {
  const [tag = none, list = ''] = key.split('|')
  return match([tag], lists(list), none)
})

/**
 * The best of `available` for a wanted tag by CLDR's language matching (UTS #35, Language Matching,
 * threshold 50), which also pairs languages: `br` finds `fr`. `undefined` when none is near enough. All tags
 * are canonical; variants and extensions don't count.
 */
export function bestFit(tag: string, available: readonly string[]): string | undefined {
  const plain = plainTag(tag)
  if (available.length === 0 || !mayAsk(plain)) return undefined
  const found = answers(`${plain}|${available.join(' ')}`)
  return found === none ? undefined : found
}

function mayAsk(tag: string): boolean {
  if (asked.size < mostAsked) asked.add(tag)
  return asked.has(tag)
}
