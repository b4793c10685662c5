import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinSentences, sentencesOf } from '../segment/sentences.ts'
import { plainText } from '../segment/inline.ts'
import { parseMarkdown, printMarkdown } from './markdown.ts'
import { parsePlain } from './plain.ts'

const paragraph = (text: string, level = 0) => ({ kind: 'paragraph', level, text }) as const
const bullet = (text: string, level = 1) => ({ kind: 'listItem', level, ordered: false, text }) as const
const numbered = (number: number, text: string, level = 1) =>
  ({ kind: 'listItem', level, ordered: true, number, text }) as const
const quotation = (text: string, level = 1) => ({ kind: 'quotation', level, text }) as const
const heading = (level: number, text: string) => ({ kind: 'heading', level, text }) as const
const code = (text: string, language?: string) =>
  ({ kind: 'code', level: 0, ...(language !== undefined && { language }), text }) as const

const bitsOf = (bits: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...bits), { maxLength }).map((some) => some.join(''))

describe('parseMarkdown', () => {
  test.each([
    ['headings', '# A\n\nB\n===\n\n### C ###', [heading(1, 'A'), heading(1, 'B'), heading(3, 'C')]],
    ['a heading is one line', 'A\\\nB\n---', [heading(2, 'A B')]],
    ['line ends and byte order mark', '\uFEFFa\r\nb\r\rc', [paragraph('a b'), paragraph('c')]],
    ['lists', '- a\n  - b\n- c', [bullet('a'), bullet('b', 2), bullet('c')]],
    ['numbers count up', '3. a\n3. b\n\n1) c', [numbered(3, 'a'), numbered(4, 'b'), numbered(1, 'c')]],
    ['a second paragraph of an item', '- a\n\n  b\n\nc', [bullet('a'), paragraph('b', 1), paragraph('c')]],
    ['an item that begins with a list', '- 2. a', [numbered(2, 'a', 2)]],
    ['quotations', '> a\n>\n> > b\n> - c', [quotation('a'), quotation('b', 2), bullet('c')]],
    ['a heading in a quotation', '> # a\n> b', [heading(1, 'a'), quotation('b')]],
    ['fenced code', '~~~ c++ x\n  a\n\n*b*\n~~~', [code('  a\n\n*b*', 'c++ x')]],
    ['indented code', 'a\n\n    b\n     c\n', [paragraph('a'), code('b\n c')]],
    [
      'code ends a list for what follows',
      '- a\n\n  ```\n  b\n  ```\n\n  c',
      [bullet('a'), code('b'), paragraph('c')],
    ],
    ['reference links', '[a][r]\n\n[r]: /x "t"', [paragraph('[a](/x "t")')]],
    ['raw HTML is text', '<div>\n*a*\n</div>', [paragraph('<div> *a* </div>')]],
    ['no words, no block', '***\n\n&nbsp;\n\n#\n\n-\n\n```\n \n```\n\n> ', []],
    ['white space', 'a \t b\u00A0\u202Fc', [paragraph('a b\u00A0\u202Fc')]],
    ['soft wraps between Han', '你\n好', [paragraph('你好')]],
    ['hard breaks', 'a  \nb', [paragraph('a\\\nb')]],
  ])('%s', (_, source, blocks) => {
    expect(parseMarkdown(source)).toEqual(blocks)
    expect(parseMarkdown(printMarkdown(blocks))).toEqual(blocks)
  })
})

describe('printMarkdown', () => {
  test.each([
    [[heading(2, 'A'), paragraph('b')], '## A\n\nb\n'],
    [[bullet('a'), bullet('b', 2), paragraph('c', 2), bullet('d')], '- a\n  - b\n\n    c\n\n- d\n'],
    [[numbered(9, 'a'), numbered(10, 'b\\\nc'), numbered(1, 'd')], '9. a\n10. b\\\n    c\n1) d\n'],
    [[quotation('a'), quotation('b'), quotation('c', 2)], '> a\n>\n> b\n\n> > c\n'],
    [[code('```\na', 'js')], '````js\n```\na\n````\n'],
    [[paragraph('- a'), paragraph('1. b'), paragraph('# c')], '\\- a\n\n1\\. b\n\n\\# c\n'],
    [[heading(1, 'C #')], '# C \\#\n'],
    [[], ''],
  ])('%j', (blocks, printed) => {
    expect(printMarkdown(blocks)).toBe(printed)
    expect(parseMarkdown(printed)).toEqual(blocks)
  })

  test.each(['+', '- - -', '* * *', '___', '```', '~~~ a', '> a', '[a]: b', '1)', '===', '--', '#', '    a'])(
    '%j as a paragraph',
    (words) => {
      const [block, ...others] = parseMarkdown(printMarkdown(parsePlain(words)))
      expect(block).toMatchObject({ kind: 'paragraph', level: 0 })
      expect(plainText(block?.text ?? '')).toBe(words.trim())
      expect(others).toEqual([])
    },
  )
})

describe('laws', () => {
  const inline = [
    [
      'a',
      'b. C',
      '*',
      '**',
      '`',
      '``',
      '[',
      '](x "t`")',
      '[r]',
      '![',
      '<http://a.example>',
      '&#96;',
      '&#32;',
      '\\',
    ],
    [
      '中',
      '。',
      ' ',
      '  \n',
      '\\\n',
      '!',
      '(',
      '#',
      '-',
      '1.',
      '=',
      '~',
      '>',
      '_',
      '&nbsp;',
      '? ',
      '\u0338',
      '😀',
    ],
  ].flat()
  const prefixes = [
    [
      '',
      '',
      '> ',
      '- ',
      '* ',
      '+ ',
      '  ',
      '   ',
      '    ',
      '1. ',
      '2. ',
      '3) ',
      '0) ',
      '999999999. ',
      '# ',
      '## ',
    ],
    ['```', '~~~ js&amp;`', '\t', '[r]: /x', '===', '---', '***', '_ _ _', '\n', '\n\n'],
  ].flat()
  const line = fc.tuple(bitsOf(prefixes, 4), bitsOf(inline, 8)).map((parts) => parts.join(''))
  const markdown = fc.oneof(
    { weight: 4, arbitrary: fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  )

  test('what is printed reads back as the same blocks', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const blocks = parseMarkdown(source)
        expect(parseMarkdown(printMarkdown(blocks))).toEqual(blocks)
      }),
      { numRuns: 2000 },
    )
  })

  test('plain text prints as Markdown too', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const blocks = parsePlain(source)
        expect(parseMarkdown(printMarkdown(blocks))).toEqual(blocks)
      }),
      { numRuns: 1000 },
    )
  })

  test('sentences and their gaps are the words of the block', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom('en', 'ja', 'ar'), (source, locale) => {
        for (const block of parseMarkdown(source).filter(({ kind }) => kind !== 'code')) {
          const sentences = sentencesOf(block, locale)
          const words = sentences.map(({ text, gap }) => plainText(text) + gap).join('')
          expect(words).toBe(plainText(block.text))
          expect(sentences.every(({ text }) => text !== '' && text.trim() === text)).toBe(true)
          const [texts, gaps] = [sentences.map(({ text }) => text), sentences.map(({ gap }) => gap)]
          expect(plainText(joinSentences(texts, gaps))).toBe(words)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('hostile nesting', () => {
  test.each(['>', '> ', '- a\n  ', '1. ', '[', '![', '*a **b ', '[a]: x\n', '`a'])('10,000 × %j', (bit) => {
    const blocks = parseMarkdown(bit.repeat(10_000))
    expect(parseMarkdown(printMarkdown(blocks))).toEqual(blocks)
  })

  test('no words are lost below the deepest quotation or list', () => {
    expect(parseMarkdown(`${'> '.repeat(100)}words`).at(0)?.text).toMatch(/^[> ]+words$/)
    expect(parseMarkdown(`${'- '.repeat(100)}words`).at(0)?.text).toMatch(/^[- ]+words$/)
  })
})
