import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatQuantity, isUnit } from './quantity.ts'

/** Blanks and direction marks differ between versions of CLDR. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[\u200E\u200F\u061C]/g, '')
}

describe('formatQuantity', () => {
  it.each([
    [1_200_000, 'tonne', 'en', '1,200,000 t'],
    [1_200_000, 'tonne', 'fr', '1 200 000 t'],
    [1_200_000, 'tonne', 'zh', '1,200,000 t'],
    [4.5, 'percent', 'fr', '4,5 %'],
    [4.5, 'percent', 'en', '4.5%'],
    [4.5, 'percent', 'ar-EG', '٤٫٥٪'],
    [4.1, 'percent', 'en', '4.1%'],
    [0.07, 'percent', 'en', '0.07%'],
    [-12, 'percent', 'tr', '-%12'],
    [1200, 'USD', 'en', '$1,200'],
    [1200.5, 'EUR', 'fr', '1 200,50 €'],
    [0.125, 'EUR', 'en', '€0.125'],
    [5, 'year', 'fr', '5 ans'],
    [5, 'year', 'ar', '5 سنوات'],
    [20.5, 'celsius', 'fr', '20,5 °C'],
    [100, 'kilometer-per-hour', 'de', '100 km/h'],
    [3.25, 'gigawatt-hour', 'de', '3,25 GWh'],
    [710_850, 'square-kilometer', 'es', '710.850 km²'],
    [1234, null, 'es', '1.234'],
    [1_200_000, null, 'hi', '12,00,000'],
    [1e-7, null, 'en', '0.0000001'],
    [12, 'camel', 'en', '12 camel'],
    [1234, null, 'xx', '1,234'],
  ])('%s %s in %s is %s', (number, unit, locale, expected) => {
    expect(plain(formatQuantity(number, unit, locale))).toBe(expected)
  })

  it('rounds no digit away', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (digits, decimals) => {
        const number = digits / 10 ** decimals
        expect(Number(formatQuantity(number, 'percent', 'en').replace(/[,%]/g, ''))).toBe(number)
        expect(Number(formatQuantity(number, null, 'en').replace(/,/g, ''))).toBe(number)
      }),
    )
  })
})

it.each([
  'percent',
  'EUR',
  'MAD',
  'kilometer',
  'liter-per-day',
  'tonne',
  'hectare',
  'megawatt',
  'square-kilometer',
])('%s is a unit', (unit) => {
  expect(isUnit(unit)).toBe(true)
})

it.each([
  '',
  'eur',
  'EURO',
  'camel',
  'constructor',
  'kilometer-per-',
  'meter-per-second-per-second',
  '__proto__',
])('%j is none', (unit) => {
  expect(isUnit(unit)).toBe(false)
})
