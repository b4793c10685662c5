import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasMarkup, parseInline, plainText, printInline, sliceInline } from './inline.ts'

const bits = [
  ['*', '**', '_', '__', '`', '``', '[', ']', '](x)', '](/a?b=c&d "t`t")', "](<y z> 'q\"&amp;')", '!['],
  ['<http://a.example>', '<q@r.example>', '\\', '&amp;', '&#32;', '&#42;', '&nbsp;', '&#x301;', '&#x338;'],
  ['a', 'ab', 'b.', '。', '中', 'か', '\n', '  \n', '\\\n', ' ', '\u00A0', '!', '(', ')', 'e', '\u0301'],
  ['\u0338', '<', '>', '#', '-', '1.', '=', '~', '"', "'", '😀', '\u2066', '\u2069', '\u1FEF', '%', ';'],
].flat()
const markup = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...bits), { maxLength: 14 }).map((some) => some.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

describe('parseInline', () => {
  test.each([
    ['a * b, 2 & 3', 'a * b, 2 & 3', []],
    ['**Rent** rose', 'Rent rose', [{ kind: 'strong', from: 0, to: 4 }]],
    [
      '*a **b***',
      'a b',
      [
        { kind: 'emphasis', from: 0, to: 3 },
        { kind: 'strong', from: 2, to: 3 },
      ],
    ],
    ['*a *b* c*', 'a b c', [{ kind: 'emphasis', from: 0, to: 5 }]],
    ['`` a`b ``', 'a`b', [{ kind: 'code', from: 0, to: 3 }]],
    ['[a](/x "t")', 'a', [{ kind: 'link', href: '/x', title: 't', from: 0, to: 1 }]],
    ['![alt *x*](/p.png)', 'alt x', [{ kind: 'link', href: '/p.png', from: 0, to: 5 }]],
    ['![](/p.png)', '/p.png', [{ kind: 'link', href: '/p.png', from: 0, to: 6 }]],
    ['[![](/p.png)](/q)', '/p.png', [{ kind: 'link', href: '/q', from: 0, to: 6 }]],
    ['[a]()', 'a', []],
    ['<b>bold</b>', '<b>bold</b>', []],
    ['**これ。**は', 'これ。は', [{ kind: 'strong', from: 0, to: 3 }]],
    ['*&nbsp;a*&nbsp;b', 'a\u00A0b', [{ kind: 'emphasis', from: 0, to: 1 }]],
    [
      '*a*&#32;*b*',
      'a b',
      [
        { kind: 'emphasis', from: 0, to: 1 },
        { kind: 'emphasis', from: 2, to: 3 },
      ],
    ],
  ])('%s', (source, text, marks) => {
    expect(parseInline(source)).toEqual({ text, marks })
  })

  test.each([
    ['a\nb', 'a b'],
    ['中\n文', '中文'],
    ['你好，\n世界', '你好，世界'],
    ['中\nb', '中 b'],
    ['한\n글', '한 글'],
    ['a  \nb\\\nc', 'a\nb\nc'],
    [' a \t b ', 'a b'],
    ['12\u00A0%\u202F!', '12\u00A0%\u202F!'],
    ['e\u0301&#x301;', 'é\u0301'],
    ['e&#x301;', 'é'],
    ['a&#10;b', 'a b'],
    ['a &#x202E;b', 'a &#x202E;b'],
    ['\\*a\\*', '*a*'],
  ])('white space and characters of %j', (source, text) => {
    expect(plainText(source)).toBe(text)
    expect(hasMarkup(parseInline(source))).toBe(false)
  })
})

describe('printInline', () => {
  test.each([
    ['a * b, snake_case, 3 < 4 & 5 [sic] !', 'a * b, snake_case, 3 < 4 & 5 [sic] !'],
    ['\\*a\\*', '\\*a\\*'],
    ['&amp;copy;', '\\&copy;'],
    ['__a__ and _b_', '**a** and *b*'],
    ['a  \nb', 'a\\\nb'],
    ['\\![a](b)', '\\![a](b)'],
    ['<https://a.example/b>', '<https://a.example/b>'],
    ['[a](<b c>)', '[a](b%20c)'],
    ['![alt](x.png)', '[alt](x.png)'],
    ['**a.**&#98;', '**&#97;&#46;**&#98;'],
  ])('%s as %s', (source, printed) => {
    expect(printInline(parseInline(source))).toBe(printed)
  })

  test('reads back as the very same inline', () => {
    fc.assert(
      fc.property(markup, (source) => {
        const inline = parseInline(source)
        const printed = printInline(inline)
        expect(parseInline(printed)).toEqual(inline)
        expect(printed.normalize('NFC')).toBe(printed)
      }),
      { numRuns: 2000 },
    )
  })

  test('marks are nested, not empty, without white space at their edges', () => {
    fc.assert(
      fc.property(markup, (source) => {
        const { text, marks } = parseInline(source)
        for (const [index, mark] of marks.entries()) {
          const inside = text.slice(mark.from, mark.to)
          expect(inside).not.toBe('')
          expect(inside.trim()).toBe(inside)
          for (const outer of marks.slice(0, index)) {
            const apart = outer.to <= mark.from
            expect(apart || (mark.to <= outer.to && mark.kind !== outer.kind)).toBe(true)
          }
        }
      }),
    )
  })
})

describe('sliceInline', () => {
  test('cuts marks at the edges and draws them in from white space', () => {
    const inline = parseInline('**One. Two.** *Three*')
    expect(sliceInline(inline, 0, 5)).toEqual({ text: 'One. ', marks: [{ kind: 'strong', from: 0, to: 4 }] })
    expect(sliceInline(inline, 4, 11)).toEqual({
      text: ' Two. T',
      marks: [
        { kind: 'strong', from: 1, to: 5 },
        { kind: 'emphasis', from: 6, to: 7 },
      ],
    })
    expect(sliceInline(inline, 4, 5)).toEqual({ text: ' ', marks: [] })
  })
})

test('plain sentences print as they are', () => {
  const sentences = Array.from({ length: 5000 }, (_, index) => `The rent in district ${index} rose by 3 %.`)
  for (const sentence of sentences) expect(printInline(parseInline(sentence)) === sentence).toBe(true)
})

test.each(['[', '![', '*a ', '`a', '***a', '[a](', '<', '&', '\\', '_a_ '])('10,000 × %s', (bit) => {
  const inline = parseInline(bit.repeat(10_000))
  expect(parseInline(printInline(inline))).toEqual(inline)
})
