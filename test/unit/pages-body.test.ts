import { describe, expect, test } from 'vitest'
import type { Block } from '../../src/edition/body.ts'
import { block, page, passage } from './views.ts'

const item = (name: string, level: number, shape: Partial<Block> = {}): Block =>
  block('listItem', passage(name, name), { level, ...shape })
const quote = (name: string, level: number): Block => block('quotation', passage(name, name), { level })

/** The body's markup without its sentences'. */
function bones(html: string): string {
  const prose = /<div class="prose">(.*?)<\/div><\/section>/su.exec(html)?.[1] ?? ''
  return prose.replaceAll(/<\/?span[^>]*>/gu, '')
}

describe('cards', () => {
  const card = {
    key: 'otan',
    kind: 'event',
    topics: [],
    value: null,
    headline: passage('h', 'Titre'),
    text: passage('k', 'Texte.'),
    evidence: ['s_b2', 's_away'],
  } as const
  const body = [block('paragraph', passage('b', 'Une.', 'Deux.'))]

  test.each([
    [{ type: 'date', from: '1995', to: null, text: '1995' }, '<time datetime="1995">1995</time>'],
    [
      { type: 'date', from: '2007', to: '2015', text: '2007–2015' },
      '<data value="2007/2015">2007–2015</data>',
    ],
    [{ type: 'quantity', number: 8.5, unit: null, text: '8,5' }, '<data value="8.5">8,5</data>'],
  ] as const)('a value %j', (value, markup) => {
    expect(page({ cards: [{ ...card, value }] })).toContain(`<p class="value">${markup}</p>`)
  })

  test('evidence links to the sentences that are there, by their number', () => {
    const html = page({ cards: [card], body })
    expect(html).toContain('<a href="#s_b2">phrase 2</a>')
    expect(html).not.toContain('s_away')
    expect(page({ cards: [card] })).not.toContain('class="evidence"')
  })
})

describe('the body', () => {
  test('lists nest by level, count as the original does, and hold their paragraphs', () => {
    const body = [
      item('a', 1),
      item('b', 2, { ordered: true, number: 3 }),
      item('c', 2, { ordered: true, number: 4 }),
      block('paragraph', passage('d', 'd'), { level: 2 }),
      item('e', 1),
      block('paragraph', passage('f', 'f'), { level: 0 }),
    ]
    expect(bones(page({ body }))).toBe(
      '<ul><li>a1<ol><li value="3">b1</li><li value="4">c1<p>d1</p></li></ol></li><li>e1</li></ul><p>f1</p>'.replaceAll(
        /([a-f])1/gu,
        '$1',
      ),
    )
  })

  test('quotations in a row are one, nested by level', () => {
    expect(bones(page({ body: [quote('a', 1), quote('b', 2), quote('c', 1)] }))).toBe(
      '<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote>',
    )
  })

  test.each([
    ['alone', {}, ['h2', 'h3', 'h3', 'h2', 'h3']],
    ['below a summary', { summary: { ...passage('u', 'u'), evidence: [] } }, ['h3', 'h4', 'h4', 'h3', 'h4']],
  ])('headings lie below the title and skip no rank, %s', (_, view, ranks) => {
    const body = [1, 3, 3, 1, 2].map((level, at) => block('heading', passage(`g${at}`, 'x'), { level }))
    expect([...bones(page({ ...view, body })).matchAll(/<(h\d)>/gu)].map((match) => match[1])).toEqual(ranks)
  })

  test('code is verbatim, line ends and all', () => {
    const code = { text: '\n  a < b\n\n', segments: [{ id: 's_x', text: '\n  a < b\n' }] }
    expect(bones(page({ body: [block('code', code, { language: 'c' })] }))).toBe(
      '<pre dir="ltr" translate="no" data-language="c"><code>\n  a &lt; b\n\n</code></pre>',
    )
  })
})
