import type { Value } from '../document/content.ts'
import { formatDateSpan } from '../locale/date-value.ts'
import { formatQuantity } from '../locale/quantity.ts'
import type { CardValue } from './body.ts'

/** A value as a language writes it. */
export function valueView(value: Value | null, locale: string): CardValue | null {
  if (value === null) return null
  if (value.type === 'date') return { ...value, text: formatDateSpan(value.from, value.to, locale) }
  return { ...value, text: formatQuantity(value.number, value.unit, locale) }
}
