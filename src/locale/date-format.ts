/**
 * Intl's formats of partial dates: of the Gregorian calendar, in UTC, in the locale's own words and digits.
 */
import { likely } from './likely.ts'
import { memo } from './memo.ts'
import type { PartialDate } from './partial-date.ts'

export type Precision = 'year' | 'month' | 'day'

const fields: Readonly<Record<Precision, Intl.DateTimeFormatOptions>> = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
}

const formats = {
  year: memo(100, (locale) => dateFormat(locale, 'year')),
  month: memo(100, (locale) => dateFormat(locale, 'month')),
  day: memo(100, (locale) => dateFormat(locale, 'day')),
}

/** English where Intl has no data: else it would take the language of the machine. */
function dateFormat(locale: string, precision: Precision): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat([locale, 'en'], {
    ...fields[precision],
    calendar: 'gregory',
    timeZone: 'UTC',
  })
}

interface Part {
  readonly type: string
  readonly value: string
}

/** One date, shown at a precision that it has. */
export function one(date: PartialDate, precision: Precision, locale: string): string {
  return written(formats[precision](locale).formatToParts(instant(date)), locale)
}

/**
 * Two dates of a precision as Intl writes a range, which drops what they have in common: 1–12 avril 2024.
 * `undefined` where that is less than the dates: for want of a pattern with long months, Intl makes of
 * 2024年4月 and 2024年6月 the figures 2024/4 – 2024/6.
 */
export function range(
  dates: readonly [PartialDate, PartialDate],
  precision: Precision,
  locale: string,
): string | undefined {
  const format = formats[precision](locale)
  const parts = format.formatRangeToParts(instant(dates[0]), instant(dates[1]))
  const words = literals(format.formatToParts(instant(dates[0]))).match(/\p{L}+/gu) ?? []
  const kept = literals(parts)
  return words.every((word) => kept.includes(word)) ? written(parts, locale) : undefined
}

/** What a range at that precision has between its two dates: `–`, ` – `, ` تا `, `～`. */
export function separator(precision: Precision, locale: string): string {
  const format = formats[precision](locale)
  const [first, last] = [
    instant({ precision, year: 1950, month: 1 }),
    instant({ precision, year: 1961, month: 3 }),
  ]
  const parts = format.formatRangeToParts(first, last)
  const begin = parts.findLastIndex((part) => part.source === 'startRange')
  const end = parts.findIndex((part) => part.source === 'endRange')
  const between = text(parts.slice(begin + 1, end))
  return between.slice(endingOf(format, first, between)) || '–'
}

/** How much of `between` still belongs to the first date: the 年 of 1950年～1961年, the « г. » of Russian. */
function endingOf(format: Intl.DateTimeFormat, date: Date, between: string): number {
  const parts = format.formatToParts(date)
  const ending = text(parts.slice(parts.findLastIndex((part) => part.type !== 'literal') + 1))
  return oneSpace(between).startsWith(oneSpace(ending)) ? ending.length : 0
}

/** Intl puts another blank before « г. » in a range than in a date. */
function oneSpace(value: string): string {
  return value.replace(/\s/g, ' ')
}

function literals(parts: readonly Part[]): string {
  return text(parts.filter((part) => part.type === 'literal'))
}

function text(parts: readonly Part[]): string {
  return parts.map((part) => part.value).join('')
}

/** French says « 1er avril », but « 2 avril »; CLDR has no field for that. */
function written(parts: readonly Part[], locale: string): string {
  if (likely(locale).language !== 'fr') return text(parts)
  return text(
    parts.map((part) => (part.type === 'day' && part.value === '1' ? { ...part, value: '1er' } : part)),
  )
}

/** `Date.UTC` takes years below 100 for those of the twentieth century. */
function instant(date: PartialDate): Date {
  const at = new Date(0)
  at.setUTCFullYear(date.year, (date.month ?? 1) - 1, date.day ?? 1)
  return at
}
