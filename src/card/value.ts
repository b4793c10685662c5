import { Refusal } from '../refusal.ts'
import type { FieldRefusal } from '../refusal.ts'
import type { Value } from '../document/content.ts'
import { openEnd, parsePartialDate, years } from '../locale/partial-date.ts'
import type { PartialDate } from '../locale/partial-date.ts'
import { isUnit } from '../locale/quantity.ts'

/** Sorted after every year: the end of a span that is still open. */
const openYear = 9999

/**
 * Checks a value before it is stored: dates and decades that exist, a span that does not end before it begins,
 * a unit that can be formatted. Refuses with `malformedRequest`, a field for each thing that is wrong.
 */
export function checkValue(value: Value | null): Value | null {
  if (value === null) return null
  const fields = value.type === 'date' ? dateFields(value) : quantityFields(value)
  if (fields.length > 0) throw new Refusal('malformedRequest', {}, { fields })
  return value
}

const padded = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

const firstDay = ({ year, month, day }: PartialDate): string => padded(year, month ?? 1, day ?? 1)

const lastDay = ({ precision, year, month, day }: PartialDate): string =>
  padded(precision === 'decade' ? year + 9 : year, month ?? 12, day ?? 31)

function dateFields(value: Extract<Value, { type: 'date' }>): FieldRefusal[] {
  const from = parsePartialDate(value.from)
  const isOpen = value.to === null || value.to === openEnd
  const to = isOpen ? undefined : parsePartialDate(value.to ?? '')
  const fields: FieldRefusal[] = []
  if (from === undefined) fields.push({ pointer: '/value/from', code: 'malformedDate' })
  if (!isOpen && to === undefined) fields.push({ pointer: '/value/to', code: 'malformedDate' })
  if (from !== undefined && to !== undefined && lastDay(to) < firstDay(from)) {
    fields.push({ pointer: '/value/to', code: 'tooSmall', params: { min: value.from } })
  }
  return fields
}

function quantityFields(value: Extract<Value, { type: 'quantity' }>): FieldRefusal[] {
  return value.unit === null || isUnit(value.unit) ? [] : [{ pointer: '/value/unit', code: 'malformedUnit' }]
}

/** The years that a value covers, for lists that are asked for a span; zeros for a value without a date. */
export function yearsCovered(value: Value | null): { firstYear: number; lastYear: number } {
  if (value?.type !== 'date') return { firstYear: 0, lastYear: 0 }
  const isOpen = value.to === openEnd
  const span = years(value.from, isOpen ? null : value.to)
  return { firstYear: span?.first ?? 0, lastYear: isOpen ? openYear : (span?.last ?? 0) }
}
