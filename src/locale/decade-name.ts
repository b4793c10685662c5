import { decadeNames } from './decade.ts'
import type { DecadeNames } from './decade.ts'
import { likely } from './likely.ts'
import { memo } from './memo.ts'

/** English digits where Intl has no data: else it would take those of the machine. */
const plain = memo(100, (locale) => new Intl.NumberFormat([locale, 'en'], { useGrouping: false }))
const twoDigits = memo(100, (locale) => {
  return new Intl.NumberFormat([locale, 'en'], { useGrouping: false, minimumIntegerDigits: 2 })
})

/**
 * The name of the decade that begins with a year: 1950 is « années 1950 » in French, «خمسينيات القرن
 * العشرين» in Arabic. `undefined` where the data has none for that language in that script, or for that
 * century.
 */
export function decadeName(year: number, locale: string): string | undefined {
  const names = namesFor(locale)
  const pattern = names && patternFor(names, year)
  return pattern
    ?.replace('{year}', plain(locale).format(year))
    .replace('{tens}', twoDigits(locale).format(year % 100))
    .replace('{century}', plain(locale).format(centuryOf(year)))
}

function namesFor(locale: string): DecadeNames | undefined {
  const { language, script } = likely(locale)
  const inUsualScript = likely(language).script === script
  return decadeNames[`${language}-${script}`] ?? (inUsualScript ? decadeNames[language] : undefined)
}

function patternFor(names: DecadeNames, year: number): string | undefined {
  const { patterns, centuries } = names
  const pattern = typeof patterns === 'string' ? patterns : patterns[Math.floor(year / 10) % 10]
  if (!centuries) return pattern
  const century = centuries[centuryOf(year)]
  return century === undefined ? undefined : pattern?.replace('{century}', century)
}

/** Decades of the 1900s are named after the twentieth century. */
function centuryOf(year: number): number {
  return Math.floor(year / 100) + 1
}
