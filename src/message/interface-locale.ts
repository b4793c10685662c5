import { bestFit } from '../locale/best-fit.ts'
import { likely } from '../locale/likely.ts'
import { memo } from '../locale/memo.ts'
import { canonicalTag } from '../locale/tag.ts'
import { interfaceLocales, lastLocale } from './resources.ts'

const fits = memo(1000, (wanted) => {
  const tag = canonicalTag(wanted)
  if (tag === undefined) return undefined
  if (interfaceLocales.includes(tag)) return tag
  const { language } = likely(tag)
  // Simplified Chinese is nearer to a reader of Traditional than English is.
  return bestFit(tag, interfaceLocales) ?? interfaceLocales.find((each) => likely(each).language === language)
})

/**
 * The interface language for a reader: of the wanted tags, best first, the first that is one of ours or near
 * one by CLDR's matching (`pt-BR` finds `pt`, `zh-CN` finds `zh-Hans`, `br` finds `fr`); English when none is.
 * Malformed tags are passed over.
 */
export function interfaceLocaleFor(...wanted: readonly string[]): string {
  for (const tag of wanted) {
    const fit = fits(tag)
    if (fit !== undefined) return fit
  }
  return lastLocale
}
