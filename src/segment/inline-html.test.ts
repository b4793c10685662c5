import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSafeHref } from './inline-href.ts'
import { inlineHtml, parseInline } from './inline.ts'

const html = (source: string) => inlineHtml(parseInline(source))

test.each([
  ['a < b & "c" \'d\' >', 'a &lt; b &amp; &quot;c&quot; &#39;d&#39; &gt;'],
  ['**a *b***', '<strong>a <em>b</em></strong>'],
  ['`<i>`\\\nb', '<code>&lt;i&gt;</code><br>b'],
  ['[a](/b?c=1&d=2 "e\\"f")', '<a href="/b?c=1&amp;d=2" title="e&quot;f">a</a>'],
  ['[a](https://b.example)', '<a href="https://b.example" rel="nofollow noopener">a</a>'],
  ['[a](//b.example)', '<a href="//b.example" rel="nofollow noopener">a</a>'],
  ['<a@b.example>', '<a href="mailto:a@b.example">a@b.example</a>'],
  ['[a](#b)', '<a href="#b">a</a>'],
  [
    '![a"onerror="b](https://c.example/d.png)',
    '<a href="https://c.example/d.png" rel="nofollow noopener">a&quot;onerror=&quot;b</a>',
  ],
])('%s', (source, expected) => {
  expect(html(source)).toBe(expected)
})

describe('addresses that never become links', () => {
  const hostile = [
    ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java&#115;cript:alert(1)', 'javascript&colon;alert(1)'],
    [
      'javascript\\:alert(1)',
      '&#106;avascript:alert(1)',
      'vbscript:x',
      'data:text/html,x',
      'file:///etc/passwd',
    ],
    ['data:image/png;base64,AAAA', 'blob:x', 'ftp://a.example', 'view-source:x', 'feed:javascript:x', 'x:y'],
    ['\u0001javascript:x', 'java\u00ADscript:x', 'java%0Ascript:x:y', 'livescript:x', 'about:blank'],
  ].flat()
  test.each(hostile)('%s', (href) => {
    for (const source of [
      `[a](${href})`,
      `[a](<${href}>)`,
      `![a](${href})`,
      `<${href}>`,
      `[a](< ${href}>)`,
    ]) {
      expect(html(source)).not.toMatch(/<a href="(?:\s|%20)*[a-z-]+:/i)
    }
  })

  test.each([
    'java\tscript:x',
    'java\nscript:x',
    ' javascript:x',
    '\u0000javascript:x',
    'http\\:x',
    '',
    'a:b',
    'java\u200Dscript:x',
  ])('an inline from elsewhere with %j', (href) => {
    expect(isSafeHref(href)).toBe(false)
    const marks = [{ kind: 'link', href, from: 0, to: 1 } as const]
    expect(inlineHtml({ text: 'a', marks })).toBe('a')
  })

  test.each([
    'https://a.example/b:c',
    'HTTP://a.example',
    'mailto:a@b.example',
    '/a:b',
    '?a:b',
    '#a:b',
    'a/b',
    './a:b',
  ])('%s may', (href) => {
    expect(isSafeHref(href)).toBe(true)
  })
})

test('of any source: only the tags, attributes and protocols that are allowed', () => {
  const bits = [
    [
      '<script>',
      '</p>',
      '<img src=x onerror=',
      '"',
      "'",
      '>',
      '[a](',
      ')',
      '](',
      '![',
      '*',
      '**',
      '`',
      '&lt;',
    ],
    ['&#x22;', 'javascript:', 'data:', '\n', ' ', 'http://', '<http://', '"t', '\\', '&quot;', '<!--', ']]>'],
  ].flat()
  const allowed =
    /<\/?(?:em|strong|code)>|<\/a>|<br>|<a href="(?![a-z]+:(?<!https?:|mailto:))[^"<>]*"(?: title="[^"<>]*")?(?: rel="nofollow noopener")?>/g
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 12 }), (some) => {
      expect(html(some.join('')).replace(allowed, '')).not.toMatch(/[<>"']/)
    }),
    { numRuns: 2000 },
  )
})
