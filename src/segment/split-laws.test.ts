import fc from 'fast-check'
import { expect, test } from 'vitest'

import { split } from './split.ts'

const locale = fc.constantFrom(
  'fr',
  'en',
  'ar',
  'de',
  'el',
  'hy',
  'zh-Hant',
  'ja',
  'und',
  'x-none',
  '',
  'constructor',
)
const alphabet =
  'aZéßЖא文は9٣.!?…;:։؟۔।。！，、\'"“”„' +
  '«»‹›「」()[]（）-–—•*_/@&°²¿¡ \t\n\r\u00a0\u202f\u2028\u200b\u200f\u202a\u0301\ud800\udc00\ufeff'
const hostile = fc.string({
  unit: fc.constantFrom(...alphabet.split(''), '😀', '. ', 'M.', '1. ', '\r\n'),
  maxLength: 60,
})
const anything = fc.oneof(
  hostile,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme' }),
)

test('the sentences put together are the text', () => {
  fc.assert(
    fc.property(anything, locale, (text, l) => {
      expect(split(text, l).join('')).toBe(text)
    }),
    { numRuns: 3000 },
  )
})

test('no sentence of a text with words is without one', () => {
  fc.assert(
    fc.property(anything, locale, (text, l) => {
      const pieces = split(text, l)
      if (/[\p{L}\p{N}]/u.test(text)) expect(pieces.every((piece) => /[\p{L}\p{N}]/u.test(piece))).toBe(true)
      else expect(pieces.length).toBe(text === '' ? 0 : 1)
    }),
    { numRuns: 3000 },
  )
})

test('a text is split the same way twice', () => {
  fc.assert(
    fc.property(anything, locale, (text, l) => {
      expect(split(text, l)).toEqual(split(text, l))
    }),
  )
})

test('an empty text has no sentence, and white space alone is one piece', () => {
  expect(split('', 'fr')).toEqual([])
  expect(split(' \n ', 'fr')).toEqual([' \n '])
})

const units = [
  '.',
  '. ',
  '(',
  ')',
  'a',
  'A',
  '"',
  '." ',
  '«',
  "'",
  '\n',
  ' ',
  '…',
  '[1]',
  'M. ',
  '1. a 2. b ',
  '• a ',
  'a.A',
  '\ud800',
  '\u0301',
]

test.each(units)('200 kB of %j: nothing is lost, and it ends', (unit) => {
  const text = unit.repeat(Math.ceil(200_000 / unit.length))
  expect(split(text, 'en').join('')).toBe(text)
})
