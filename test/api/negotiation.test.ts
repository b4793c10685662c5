import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { must, publish, translateRest, write } from '../support/desk.ts'

/** Which language a reader gets, over HTTP. The sample's document is in all eight, `sel` in French and English. */
let app: TestApp
const sample = '/v1/documents/maroc-etats-unis-securite'
const salt = '/v1/documents/sel'
beforeAll(async () => {
  app = await startApp({ sample: true })
  await write(app, '# Le sel\n\nLe sel est bon.\n', { slug: 'sel' })
  await publish(app, 'sel', 'fr')
  await translateRest(app, 'sel', 'en')
  await publish(app, 'sel', 'en', { slug: 'salt' })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const get = (path: string, language?: string) =>
  must(app, 200, 'GET', path, language === undefined ? {} : { headers: { 'accept-language': language } })

test.each([
  ['ar', 'ar', 'ar', false],
  ['fr-MA', 'fr', 'fr-MA', false],
  ['pt-BR, en;q=0.9', 'pt', 'pt-BR', false],
  ['en;q=0.2, de;q=0.9', 'de', 'de', false],
  ['en;q=0, fr;q=0.1', 'fr', 'fr', false],
  ['zh-CN', 'zh-Hans', 'zh-CN', false],
  ['no, de;q=0.001', 'de', 'no', false],
  ['*', 'fr', 'fr', false],
  ['en;q=0.5, *', 'fr', 'en', false],
  ['AR', 'ar', 'ar', false],
  ['ja', 'fr', 'ja', true],
  ['ar;q=2, de', 'de', 'de', false],
  ['!!, -, de;q=x, ;;;, ,, es', 'es', 'es', false],
  ['', 'fr', 'fr', false],
])('Accept-Language: %s gets %s', async (header, locale, requestedLocale, fallback) => {
  const { json, headers } = await get(sample, header)
  expect(json).toMatchObject({ locale, requestedLocale, fallback })
  expect(headers.get('content-language')).toBe(locale)
})

test('what is excluded is not served while there is anything else', async () => {
  expect((await get(salt, 'fr;q=0')).json.locale).toBe('en')
  expect((await get(salt, 'en;q=0, *;q=0.5')).json.locale).toBe('fr')
  expect((await get(salt, 'en;q=0, *;q=0')).json.fallback).toBe(true)
})

test('a header of 10 kB is read as far as a reader could mean it', async () => {
  const filler = Array.from({ length: 1500 }, (_, at) => `x${at % 7}y-${at}`).join(', ')
  expect(filler.length).toBeGreaterThan(10_000)
  expect((await get(sample, `de, ${filler}`)).json.locale).toBe('de')
  expect((await get(sample, filler)).json.locale).toBe('fr')
  expect((await get(sample, 'ar;'.repeat(4000))).status).toBe(200)
})

test.each([
  ['fr-CA', 'fr', false],
  ['AR', 'ar', false],
  ['zh-TW', 'zh-Hans', true],
  ['ja', 'fr', true],
])('?locale=%s gets %s whatever the header says', async (asked, locale, fallback) => {
  const { json, headers } = await get(`${sample}?locale=${asked}`, 'es, de')
  expect(json).toMatchObject({ locale, fallback })
  expect(headers.get('content-language')).toBe(locale)
  expect(headers.get('vary') ?? '').not.toMatch(/accept-language/i)
  expect(headers.get('content-location')).toBeNull()
})

test.each(['', '-', 'fr_FR', 'a', 'fr-', '123456789', 'fr%20', '%F0%9F%87%B2'])(
  '?locale=%s is no language tag: 400',
  async (locale) => {
    const { json } = await must(app, 400, 'GET', `${sample}?locale=${locale}`)
    expect(json.type).toMatch(/malformedLocale$/)
  },
)

test('?fallback=none: a language that is wanted, or a 404 that lists those that there are', async () => {
  expect((await get(`${salt}?fallback=none&locale=en-GB`)).json.locale).toBe('en')
  for (const query of ['locale=de&fallback=none', 'fallback=none']) {
    const headers = { 'accept-language': 'de, es;q=0.5' }
    const { json } = await must(app, 404, 'GET', `${salt}?${query}`, { headers })
    expect(json.type).toMatch(/noEditionInLanguage$/)
    expect(json.locales.toSorted()).toEqual(['en', 'fr'])
  }
  expect((await get(`${salt}?fallback=none`, 'de, *;q=0.1')).json.locale).toBe('fr')
  await must(app, 400, 'GET', `${salt}?fallback=some`)
})

test.each([
  sample,
  `${sample}?fields=title&x=1`,
  `${sample}/summary`,
  `${sample}/cards`,
  `${sample}/cards/allie-principal`,
  `${sample}/editions`,
  `${sample}/editions/1`,
  '/v1/documents',
  '/v1/documents?limit=1',
  '/v1/cards',
])('%s says what it depends on, and where the same is for certain', async (path) => {
  for (const language of ['ar', 'en-GB, fr', undefined]) {
    const negotiated = await get(path, language)
    expect(negotiated.headers.get('vary')).toMatch(/accept-language/i)
    const location = negotiated.headers.get('content-location') ?? ''
    expect(location).toMatch(/[?&]locale=[\w-]+/)
    const explicit = await get(location, 'de')
    const { requestedLocale, fallback } = negotiated.json
    expect({ ...explicit.json, requestedLocale, fallback }).toEqual(negotiated.json)
    expect(explicit.headers.get('content-language')).toBe(negotiated.headers.get('content-language'))
    expect(explicit.headers.get('vary') ?? '').not.toMatch(/accept-language/i)
  }
})

test('a list is in one language, in which anything is live', async () => {
  const { json } = await get('/v1/documents?locale=en')
  expect(json.items.map(({ slug }: { slug: string }) => slug)).toContain('salt')
  const other = await get('/v1/documents?locale=ja')
  expect(other.json).toMatchObject({ locale: 'fr', requestedLocale: 'ja', fallback: true })
  await must(app, 404, 'GET', '/v1/cards?locale=ja&fallback=none')
})

test('fallback chains are the site’s', async () => {
  await must(app, 200, 'PUT', '/v1/locales/de', { json: { fallbacks: ['en', 'fr'] } })
  expect((await get(`${salt}?locale=de`)).json).toMatchObject({ locale: 'en', fallback: true })
  expect((await get(salt, 'de-AT')).json).toMatchObject({ locale: 'en', requestedLocale: 'de-AT' })
  const { json } = await get('/v1/locales')
  const german = json.items.find(({ locale }: { locale: string }) => locale === 'de')
  expect(german).toMatchObject({
    name: 'Deutsch',
    englishName: 'German',
    dir: 'ltr',
    fallbacks: ['en', 'fr'],
  })
})

test.each([
  [undefined, ['asOf', 'body', 'cards', 'summary', 'title', 'topics']],
  ['title', ['title']],
  ['summary,cards', ['cards', 'summary']],
  ['body,%20title,title', ['body', 'title']],
])('?fields=%s gives these parts, and always how the edition stands', async (fields, parts) => {
  const { json } = await get(`${sample}?locale=ar${fields === undefined ? '' : `&fields=${fields}`}`)
  const standing = ['alternates', 'dir', 'edition', 'fallback', 'locale', 'outdated', 'publishedAt']
  const more = ['requestedLocale', 'revision', 'slug', 'sourceLocale', 'upToDate']
  expect(Object.keys(json).toSorted()).toEqual([...standing, ...more, ...parts].toSorted())
})

test.each(['', 'titel', 'title,', 'title,slug', '__proto__'])('?fields=%s is refused', async (fields) => {
  const { json } = await must(app, 400, 'GET', `${sample}?fields=${fields}`)
  expect(json.errors).toMatchObject([{ pointer: '?fields', code: 'notOneOf' }])
})

test('a part alone is what the document holds', async () => {
  const whole = (await get(`${sample}?locale=ar`)).json
  expect((await get(`${sample}/summary?locale=ar`)).json.summary).toEqual(whole.summary)
  expect((await get(`${sample}/cards?locale=ar`)).json.cards).toEqual(whole.cards)
  const [card] = whole.cards
  expect((await get(`${sample}/cards/${card.key}?locale=ar`)).json.card).toEqual(card)
  await must(app, 404, 'GET', `${sample}/cards/none?locale=ar`)
  const { json } = await must(app, 404, 'GET', `${salt}/summary`)
  expect(json.type).toMatch(/noSummary$/)
})

test('JSON is UTF-8, not escaped to ASCII', async () => {
  const { text, headers } = await get(`${sample}?locale=ar`)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(text).toContain('أبريل 2024')
  expect(text).not.toMatch(/\\u0[46]/)
})
