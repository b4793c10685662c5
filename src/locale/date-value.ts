/**
 * Partial dates and spans in the words of a locale.
 *
 * `2024-04` is « avril 2024 », `1950s` « années 1950 », `2007` to `2015` « 2007–2015 », `2018` to `..` «
 * 2018– », `2007` to `2015-03` « 2007 – mars 2015 ».
 */
import { one, range, separator } from './date-format.ts'
import { decadeName } from './decade-name.ts'
import { openEnd, parsePartialDate } from './partial-date.ts'
import type { PartialDate } from './partial-date.ts'

/** A partial date for a locale (a canonical tag). What isn't one comes back as it is. */
export function formatPartialDate(text: string, locale: string): string {
  const date = parsePartialDate(text)
  return date ? formatDate(date, locale) : text
}

/** A span; `to` is `null` for a single date, `..` for an end that is still open. */
export function formatDateSpan(from: string, to: string | null, locale: string): string {
  if (to === null) return formatPartialDate(from, locale)
  if (to === openEnd) return `${formatPartialDate(from, locale)}–`
  const [begin, end] = [parsePartialDate(from), parsePartialDate(to)]
  if (!begin || !end) return joined(formatPartialDate(from, locale), formatPartialDate(to, locale), locale)
  return formatSpan(inYears(begin, 'first', locale), inYears(end, 'last', locale), locale)
}

function formatSpan(begin: PartialDate, end: PartialDate, locale: string): string {
  const { precision } = begin
  const asRange = precision !== 'decade' && precision === end.precision
  const short = asRange ? range([begin, end], precision, locale) : undefined
  return short ?? joined(formatDate(begin, locale), formatDate(end, locale), locale)
}

function formatDate(date: PartialDate, locale: string): string {
  const { precision, year } = date
  if (precision !== 'decade') return one(date, precision, locale)
  return (
    decadeName(year, locale) ??
    formatSpan({ precision: 'year', year }, { precision: 'year', year: year + 9 }, locale)
  )
}

/** A decade at either end of a span is its first or last year, in languages that have no name for it here. */
function inYears(date: PartialDate, side: 'first' | 'last', locale: string): PartialDate {
  if (date.precision !== 'decade' || decadeName(date.year, locale) !== undefined) return date
  return { precision: 'year', year: side === 'first' ? date.year : date.year + 9 }
}

/**
 * As the locale's range pattern joins: tight between single words (2007年～2015年), wider round longer dates.
 */
function joined(from: string, to: string, locale: string): string {
  return from + separator(/\s/.test(from + to) ? 'month' : 'year', locale) + to
}
