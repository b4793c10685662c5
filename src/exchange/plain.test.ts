import { expect, test } from 'vitest'
import { plainText } from '../segment/inline.ts'
import { parsePlain } from './plain.ts'

test.each([
  ['One\ntwo.\n\nThree.', ['One two.', 'Three.']],
  ['\uFEFF a  b\r\n \t\r\n\u00A0\r\nc\rd', ['a b', 'c d']],
  ['雨が\n降る。', ['雨が降る。']],
  ['# not a heading\n- not a list', ['# not a heading - not a list']],
  ['2 * 3 * 4 and snake_case', ['2 * 3 * 4 and snake_case']],
  ['*stars* and [x](y)', ['\\*stars\\* and \\[x\\](y)']],
  ['e\u0301', ['é']],
  ['', []],
  ['\n \n', []],
])('%j', (source, texts) => {
  expect(parsePlain(source)).toEqual(texts.map((text) => ({ kind: 'paragraph', level: 0, text })))
})

test('shows every character as it was', () => {
  const source = '**a** `b` <c> &amp; \\* ![d](e) _f_ <http://g.example>'
  expect(parsePlain(source).map(({ text }) => plainText(text))).toEqual([source])
})
