import { describe, expect, test } from 'vitest'
import { explanationText, problemText } from '../../src/message/problem.ts'
import { explanationPage } from '../../src/web/pages/explanation-page.tsx'
import { indexPage } from '../../src/web/pages/index-page.tsx'
import { problemPage } from '../../src/web/pages/problem-page.tsx'
import { site } from './views.ts'

describe('the index', () => {
  const props = {
    locale: 'fr',
    dir: 'ltr',
    items: [],
    fallback: false,
    requestedLocale: 'fr',
    interfaceLocale: 'fr',
    site,
  } as const
  const item = {
    slug: 'phare',
    locale: 'fr',
    title: 'Le phare',
    summary: null,
    asOf: null,
    topics: [],
    upToDate: true,
  }

  test('an empty one says so', () => {
    expect(indexPage(props)).toContain('Rien n’a encore été publié dans cette langue.')
  })

  test('lists documents, each in its own language, and links onwards', () => {
    const html = indexPage({
      ...props,
      items: [item, { ...item, locale: 'ar', upToDate: false }],
      next: '/fr?cursor=a&b',
    })
    expect(html).toContain('<a href="/fr/phare"><bdi>Le phare</bdi></a></h2>')
    expect(html).toContain('<article lang="ar" dir="rtl">')
    expect(html).toContain('<a rel="next" href="/fr?cursor=a&amp;b">')
    expect(html.match(/l’original a changé depuis\)/gu)).toHaveLength(1)
  })

  test('has every language of the site as an alternate', () => {
    const html = indexPage(props)
    expect(html.match(/rel="alternate"/gu)).toHaveLength(site.locales.length + 1)
    expect(html).toContain('hreflang="x-default" href="https://fiches.example/fr"')
  })

  test('says when it is not in the language asked for', () => {
    expect(indexPage({ ...props, fallback: true, requestedLocale: 'eu' })).toContain(
      'Rien n’est encore publié en basque',
    )
  })
})

describe('problems', () => {
  test('a problem is not for search engines, and offers the languages there are', () => {
    const text = problemText('noEditionInLanguage', { locales: 'fr' }, 'ar')
    const html = problemPage({
      status: 404,
      ...text,
      interfaceLocale: 'ar',
      site,
      alternates: site.locales.slice(0, 1),
    })
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toContain('<meta name="robots" content="noindex"/>')
    expect(html).toContain('<a href="/fr" hreflang="fr" lang="fr"><bdi dir="ltr">Français</bdi></a>')
    expect(html).toContain(`<h1>${text.title}</h1>`)
  })

  test('an explanation shows names of fields as code', () => {
    const text = explanationText('versionMissing', 'en')
    const html = explanationPage({ code: 'versionMissing', ...text, interfaceLocale: 'en', site })
    expect(html).toContain('with its <code dir="ltr">ETag</code> in <code dir="ltr">If-Match</code>.')
    expect(html).toContain('<link rel="canonical" href="https://fiches.example/problems/versionMissing"/>')
    expect(html).not.toContain('`')
  })
})
