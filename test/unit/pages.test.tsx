import { describe, expect, test } from 'vitest'
import type { DocumentView } from '../../src/edition/body.ts'
import { stylesheetPath } from '../../src/web/pages/stylesheet.ts'
import { block, page, passage } from './views.ts'

const arabic: Partial<DocumentView> = {
  locale: 'ar',
  dir: 'rtl',
  requestedLocale: 'ar',
  slug: 'منارة',
  title: passage('t', 'منارة الجزيرة'),
  alternates: [{ locale: 'fr', slug: 'phare', href: '/v1/documents/phare?locale=fr', upToDate: true }],
}

/** The text of a page as it is read: without tags. */
const read = (html: string): string => html.replaceAll(/<[^>]*>/gu, '').replaceAll('&#39;', "'")

describe('the frame of a document', () => {
  test('a page without anything but a title is whole', () => {
    const html = page()
    expect(html).toMatch(/^<!doctype html><html lang="fr" dir="ltr"><head>/u)
    expect(html).toContain('<title>Le phare de l’île · Fiche</title>')
    expect(html).toContain(`<link rel="stylesheet" href="${stylesheetPath}"/>`)
    expect(html).not.toMatch(/<section|<h2|<nav|name="description"|class="as-of"/u)
    expect(html.match(/<h1/gu)).toHaveLength(1)
  })

  test('the article speaks its language, the page the reader’s', () => {
    const html = page(arabic, 'en')
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(html).toContain('<article lang="ar" dir="rtl">')
    expect(html).toMatch(/<p lang="en" dir="ltr">Translated from French/u)
  })

  test('canonical and alternates are absolute, encoded, and name the edition’s own page', () => {
    const html = page({ ...arabic, fallback: true, requestedLocale: 'en' }, 'en')
    const own = 'https://fiches.example/ar/%D9%85%D9%86%D8%A7%D8%B1%D8%A9'
    expect(html).toContain(`<link rel="canonical" href="${own}"/>`)
    expect(html).toContain(`<link rel="alternate" hreflang="ar" href="${own}"/>`)
    expect(html).toContain('<link rel="alternate" hreflang="fr" href="https://fiches.example/fr/phare"/>')
    expect(html).toContain(
      '<link rel="alternate" hreflang="x-default" href="https://fiches.example/fr/phare"/>',
    )
    expect(html).toContain('<meta property="og:locale" content="ar"/>')
  })

  test('the language menu names each language in itself, in the site’s order', () => {
    const menu =
      /<nav class="languages".*?<\/nav>/su.exec(page({ ...arabic, upToDate: false }, 'ar'))?.[0] ?? ''
    expect(menu).toMatch(
      /hreflang="fr"><bdi lang="fr" dir="ltr">Français<\/bdi>.*<bdi lang="ar" dir="rtl">العربية/su,
    )
    expect(menu.match(/aria-current="page"/gu)).toHaveLength(1)
    expect(menu.match(/class="mark"/gu)).toHaveLength(1)
  })

  test('the summary describes the page to search engines', () => {
    const html = page({ summary: { ...passage('u', 'Un "phare" & une île.'), evidence: [] } })
    expect(html).toContain('<meta name="description" content="Un &quot;phare&quot; &amp; une île."/>')
  })

  test('the as-of date stands in a time element, in its own language', () => {
    const html = page({ ...arabic, asOf: { value: '2024-04', text: 'أبريل 2024' } }, 'en')
    expect(html).toContain('As of <time datetime="2024-04" lang="ar" dir="rtl">أبريل 2024</time>')
  })
})

describe('the line of truth', () => {
  const body = [block('paragraph', passage('b', 'Une.', 'Deux.'))]
  const translated = { ...arabic, body, edition: 3 }

  test.each([
    ['the original', {}, 'This is the original, edition 1.'],
    [
      'a translation in step',
      translated,
      'Translated from French, edition 3. It is up to date with the original.',
    ],
    [
      'a translation of an older revision, unharmed',
      { ...translated, upToDate: false },
      'Translated from French, edition 3. The original has been revised since.',
    ],
    [
      'outdated sentences',
      { ...translated, upToDate: false, outdated: ['s_b1', 's_b2'] },
      'Translated from French, edition 3. 2 sentences of the original have changed since.',
    ],
  ])('%s', (_, view, line) => {
    expect(read(page(view, 'en'))).toContain(line)
  })

  test('outdated sentences are marked in words, and listed by link', () => {
    const html = page({ ...translated, upToDate: false, outdated: ['s_b2'] }, 'en')
    expect(html.match(/class="sentence changed"/gu)).toHaveLength(1)
    expect(html).toMatch(
      /<span id="s_b2" class="sentence changed">Deux\..*the original of this sentence has changed/su,
    )
    expect(html).toContain('<li><a href="#s_b2">Deux.</a></li>')
  })

  test('a fallback is said first, in the reader’s language', () => {
    const html = page({ fallback: true, requestedLocale: 'ar' }, 'ar')
    const notice = 'هذه الصفحة غير متوفرة بعد باللغة العربية، وأنت تقرؤها باللغة الفرنسية.'
    expect(html).toContain(
      `<main id="content" tabindex="-1"><p class="notice" role="note">${notice}</p><article`,
    )
    expect(page()).not.toContain('class="notice"')
  })
})

describe('sentences', () => {
  test('stand under their ids, with what the text has between them', () => {
    const chinese = { text: '一句。二句。', segments: passage('b', '一句。', '二句。').segments }
    const french = passage('c', 'Une.', 'Deux.')
    const html = page({ body: [block('paragraph', chinese), block('paragraph', french)] })
    expect(html).toContain('一句。</span><span id="s_b2"')
    expect(html).toContain('Une.</span> <span id="s_c2"')
  })

  test('markup of an edition is placed as it is; a passage without sentences too', () => {
    const marked = { text: 'gras', segments: [{ id: 's_b1', text: 'gras', html: '<strong>gras</strong>' }] }
    const whole = { text: 'x', html: '<em>x</em>', segments: [] }
    const html = page({ body: [block('paragraph', marked), block('paragraph', whole)] })
    expect(html).toContain('<span id="s_b1" class="sentence"><strong>gras</strong></span>')
    expect(html).toContain('<p><em>x</em></p>')
  })

  test('gaps in a row are one run of their own direction, labelled once', () => {
    const text = 'جملة. Une. Deux.'
    const segments = [
      { id: 's_b1', text: 'جملة.' },
      { id: 's_b2', text: 'Une.', locale: 'fr' },
      { id: 's_b3', text: 'Deux.', locale: 'fr' },
    ]
    const html = page({ ...arabic, body: [block('paragraph', { text, segments })] }, 'ar')
    expect(html.match(/class="gap-label"/gu)).toHaveLength(1)
    expect(html).toMatch(
      /<span class="gap" lang="fr" dir="ltr"><span id="s_b2".*Une\.<\/span> <span id="s_b3"/su,
    )
  })

  test('hostile text stays text, everywhere', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\''
    const words = passage('h', evil)
    const html = page({
      slug: evil,
      asOf: { value: evil, text: evil },
      topics: [evil],
      title: words,
      summary: { ...words, evidence: [evil] },
      cards: [
        {
          key: evil,
          kind: 'figure',
          topics: [],
          value: { type: 'date', from: evil, to: null, text: evil },
          headline: words,
          text: words,
          evidence: [evil],
        },
      ],
      body: [block('code', words, { language: evil }), block('heading', words), block('listItem', words)],
      alternates: [{ locale: 'xx', slug: evil, href: evil, upToDate: true }],
    })
    expect(html).not.toMatch(/<script|<img|\son\w+="|style=/u)
  })
})
