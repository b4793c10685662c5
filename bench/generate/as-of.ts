import { formatPartialDate } from '../../src/locale/date-value.ts'
import { between, randomFrom } from './random.ts'
import { locales } from './words.ts'

/** How many as-of dates the documents share. */
export const asOfCount = 8000

const two = (number: number): string => String(number).padStart(2, '0')

/** One in ten has no date; of the others most have a day, some a month or a year. From 1990 on. */
function valueFrom(random: () => number): string {
  const precision = random()
  const year = String(between(random, 1990, 2025))
  const month = two(between(random, 1, 12))
  const day = two(between(random, 1, 28))
  if (precision < 0.1) return ''
  if (precision < 0.25) return year
  return precision < 0.4 ? `${year}-${month}` : `${year}-${month}-${day}`
}

/** Dates with their words in every locale, as the body of an edition has them. */
export function asOfRows(): { as_of: number; locale: string; value: string; view: string }[] {
  const random = randomFrom(2024)
  return Array.from({ length: asOfCount }, (_, at) => ({ at, value: valueFrom(random) })).flatMap(
    ({ at, value }) =>
      locales.map((locale) => ({
        as_of: at,
        locale,
        value,
        view: value === '' ? 'null' : JSON.stringify({ value, text: formatPartialDate(value, locale) }),
      })),
  )
}
