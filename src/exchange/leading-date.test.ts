import { expect, test } from 'vitest'
import { leadingDate } from './leading-date.ts'

test.each([
  ['date 2024-04\n\nText', '2024-04', '\n\nText'],
  ['Date: 2024 Text', '2024', 'Text'],
  ['\uFEFF \n DATE 2024-02-29', '2024-02-29', ''],
  ['date : 2024-04-12     text', '2024-04-12', 'text'],
  ['date 2024\r\n# Title', '2024', '\r\n# Title'],
])('%j', (text, asOf, rest) => {
  expect(leadingDate(text)).toEqual({ asOf, rest })
})

test.each([
  'date 2024-13',
  'date 2024-00',
  'date 2023-02-29',
  'date 1900-02-29',
  'date 2024-04-31',
  'date 0000',
  'date 2024-4',
  'date 20240',
  'date 2024-04-123',
  'date 2024.',
  'dates 2024',
  'update 2024',
  'date2024',
  'A date 2024',
  '',
])('%j has none', (text) => {
  expect(leadingDate(text)).toBeUndefined()
})
