/**
 * Numbers with their units in the words of a locale: 1,200,000 t, « 1 200 000 t », « 4,5 % », « 1 200 $US ».
 *
 * The number is given as it is written (4.5 with `percent` is 4.5 %) and no digit of it is rounded away.
 */
import { memo } from './memo.ts'
import { unitSymbols } from './unit-symbol.ts'

const sanctioned: ReadonlySet<string> = new Set(Intl.supportedValuesOf('unit'))
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
/** Durations are words, with the plural that the language wants; the rest are symbols. */
const inWords: ReadonlySet<string> = new Set(['year', 'month', 'week', 'day', 'hour', 'minute', 'second'])

/** ECMA-402 sets this limit for all engines. */
const mostDecimals = 20

/**
 * Whether a quantity can have this unit: `percent`, an ISO 4217 code (`EUR`), a unit that ECMA-402 sanctions
 * (`kilometer`, `liter-per-day`) or one of the SI's that CLDR has a name for (`tonne`, `gigawatt-hour`).
 */
export function isUnit(unit: string): boolean {
  return unit === 'percent' || isIntl(unit) || Object.hasOwn(unitSymbols, unit)
}

/**
 * A quantity for a locale (a canonical tag). The unit is `null` for a plain count; an unknown one stays as
 * it is.
 */
export function formatQuantity(number: number, unit: string | null, locale: string): string {
  const decimals = String(decimalsOf(number))
  if (unit === 'percent') return formats(`${locale}|percent|${decimals}`).format(number / 100)
  if (unit === null || isIntl(unit)) return formats(`${locale}|${unit ?? ''}|${decimals}`).format(number)
  return withSymbol(formats(`${locale}|kilogram|${decimals}`), number, unitSymbol(unit))
}

function isIntl(unit: string): boolean {
  return currencies.has(unit) || isSanctioned(unit)
}

function unitSymbol(unit: string): string {
  return Object.hasOwn(unitSymbols, unit) ? (unitSymbols[unit] ?? unit) : unit
}

/** ECMA-402 section 6.6.1: a sanctioned unit, or two of them joined by `-per-`. */
function isSanctioned(unit: string): boolean {
  const [first = '', second = first, ...more] = unit.split('-per-')
  return more.length === 0 && sanctioned.has(first) && sanctioned.has(second)
}

/** As many as `String` writes: 4.5 has one, 1e-7 has seven. */
function decimalsOf(number: number): number {
  const [mantissa = '', exponent = '0'] = String(number).split('e')
  const written = mantissa.split('.')[1]?.length ?? 0
  return Math.min(mostDecimals, Math.max(0, written - Number(exponent)))
}

/**
 * By `locale|unit|decimals`. English where Intl has no data: else it would take the language of the machine.
 */
const formats = memo(500, (key) => {
  const [locale = 'en', unit = '', decimals = '0'] = key.split('|')
  return new Intl.NumberFormat([locale, 'en'], {
    useGrouping: 'always',
    maximumFractionDigits: Number(decimals),
    ...optionsFor(unit, Number(decimals)),
  })
})

function optionsFor(unit: string, decimals: number): Intl.NumberFormatOptions {
  if (unit === '') return {}
  if (unit === 'percent') return { style: 'percent' }
  if (!currencies.has(unit)) return { style: 'unit', unit, unitDisplay: inWords.has(unit) ? 'long' : 'short' }
  // 1200.5 dollars are 1,200.50; 1200 dollars need no cents.
  const maximumFractionDigits = Math.max(2, decimals)
  return { style: 'currency', currency: unit, maximumFractionDigits, trailingZeroDisplay: 'stripIfInteger' }
}

/** The number as with kilograms, with another symbol after as much space (SI Brochure, section 5.4.3). */
function withSymbol(format: Intl.NumberFormat, number: number, symbol: string): string {
  const parts = format.formatToParts(number)
  const space = parts.find((part) => part.type === 'literal' && /^\s+$/.test(part.value))
  const digits = parts.filter((part) => part.type !== 'unit' && part.type !== 'literal')
  return digits.map((part) => part.value).join('') + (space?.value ?? '\u00A0') + symbol
}
