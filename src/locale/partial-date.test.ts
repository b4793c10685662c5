import { describe, expect, it } from 'vitest'
import { comparePartialDates, parsePartialDate, years } from './partial-date.ts'

describe('parsePartialDate', () => {
  it.each([
    ['1950s', { precision: 'decade', year: 1950 }],
    ['2024', { precision: 'year', year: 2024 }],
    ['0001', { precision: 'year', year: 1 }],
    ['2024-04', { precision: 'month', year: 2024, month: 4 }],
    ['2024-02-29', { precision: 'day', year: 2024, month: 2, day: 29 }],
    ['2000-02-29', { precision: 'day', year: 2000, month: 2, day: 29 }],
  ])('reads %s', (text, date) => {
    expect(parsePartialDate(text)).toEqual(date)
  })

  it.each([
    '',
    '24',
    '0000',
    '0000s',
    '1955s',
    '2024-00',
    '2024-13',
    '2024-4',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-04-00',
  ])('refuses %j', (text) => {
    expect(parsePartialDate(text)).toBeUndefined()
  })

  it.each(['2024-04-12T00:00', ' 2024', '2024\n', '-2024', '12024', '٢٠٢٤'])('refuses %j', (text) => {
    expect(parsePartialDate(text)).toBeUndefined()
  })
})

it('orders by the first day, and the widest first', () => {
  const sorted = ['1949-12-31', '1950s', '1950', '1950-01', '1950-01-01', '1950-02', '1951']
  const dates = sorted
    .toReversed()
    .map((text) => parsePartialDate(text))
    .filter((date) => date !== undefined)
  expect(dates.toSorted(comparePartialDates)).toEqual(sorted.map((text) => parsePartialDate(text)))
})

it.each([
  ['1950s', null, { first: 1950, last: 1959 }],
  ['2024-04', null, { first: 2024, last: 2024 }],
  ['2007', '2015', { first: 2007, last: 2015 }],
  ['1950', '1970s', { first: 1950, last: 1979 }],
  ['2018', '..', { first: 2018, last: 9999 }],
  ['soon', null, undefined],
  ['2018', 'soon', undefined],
])('%s to %s lasts %j', (from, to, expected) => {
  expect(years(from, to)).toEqual(expected)
})
