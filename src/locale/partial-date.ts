/** A date at the precision that it was given: `1950s`, `2024`, `2024-04`, `2024-04-12`. Gregorian. */
export interface PartialDate {
  readonly precision: 'decade' | 'year' | 'month' | 'day'
  /** 1 to 9999; of a decade its first. */
  readonly year: number
  /** 1 to 12; absent for decades and years. */
  readonly month?: number
  /** 1 to 31; for days only. */
  readonly day?: number
}

/** An end that is still open, as EDTF (ISO 8601-2) writes it. */
export const openEnd = '..'

const shape = /^(\d{4})(?:(s)|-(\d{2})(?:-(\d{2}))?)?$/

/**
 * Read a partial date; `undefined` when it has another shape or is no real date (`2023-02-29`, `0000`,
 * `1955s`).
 */
export function parsePartialDate(text: string): PartialDate | undefined {
  const found = shape.exec(text)
  if (!found) return undefined
  const year = Number(found[1])
  if (year < 1) return undefined
  if (found[2] !== undefined) return year % 10 === 0 ? { precision: 'decade', year } : undefined
  if (found[3] === undefined) return { precision: 'year', year }
  return withMonth(year, Number(found[3]), found[4])
}

function withMonth(year: number, month: number, day: string | undefined): PartialDate | undefined {
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return { precision: 'month', year, month }
  const number = Number(day)
  return number >= 1 && number <= daysIn(year, month)
    ? { precision: 'day', year, month, day: number }
    : undefined
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const widestFirst = ['decade', 'year', 'month', 'day']

/**
 * In order of their first day; of those that begin together the widest first: 1950s, 1950, 1950-01,
 * 1950-01-01. Negative, zero or positive, as for `sort`.
 */
export function comparePartialDates(one: PartialDate, other: PartialDate): number {
  return (
    one.year - other.year ||
    (one.month ?? 1) - (other.month ?? 1) ||
    (one.day ?? 1) - (other.day ?? 1) ||
    widestFirst.indexOf(one.precision) - widestFirst.indexOf(other.precision)
  )
}

/**
 * The first and the last year of a span, both included: 1950s is 1950 to 1959. `to` is `null` for a single
 * date; an open end (`..`) lasts to 9999. `undefined` when either isn't a partial date.
 */
export function years(from: string, to: string | null): { first: number; last: number } | undefined {
  const begin = parsePartialDate(from)
  if (!begin) return undefined
  if (to === openEnd) return { first: begin.year, last: 9999 }
  const end = to === null ? begin : parsePartialDate(to)
  return end && { first: begin.year, last: end.precision === 'decade' ? end.year + 9 : end.year }
}
