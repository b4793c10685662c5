import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { coverageOf, must, publish, read, revise, save, sentencesAt, translateRest } from '../support/desk.ts'

/**
 * One document from its import to its withdrawal, as somebody does who has never seen the service: each test is the
 * next step of the same story.
 */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const original = [
  '# Le barrage',
  '',
  'Le barrage a ouvert en 1995. Il retient 40 millions de mètres cubes.',
  '',
  'La vallée compte trois villages. Tous sont reliés au réseau depuis 2010.',
  '',
].join('\n')
const corrected = original.replace('40 millions', '42 millions')
const slug = 'le-barrage'
const document = `/v1/documents/${slug}`
const noCounts = { missing: 0, outdated: 0, initial: 0, translated: 0, reviewed: 0, final: 0 }

test('an original is imported, and nobody sees it yet', async () => {
  const { json, headers } = await must(app, 201, 'POST', '/v1/documents', {
    headers: { 'content-type': 'text/markdown' },
    body: original,
  })
  expect(json).toEqual({ slug, sourceLocale: 'fr', revision: 1, title: 'Le barrage', asOf: null })
  expect(headers.get('location')).toBe(document)
  await must(app, 404, 'GET', document)
  expect((await must(app, 200, 'GET', '/v1/documents')).json.items).toEqual([])
  expect((await must(app, 200, 'GET', '/v1/changes')).json.items).toEqual([])
})

test('five sentences want a translation into every other language', async () => {
  expect(await coverageOf(app, slug, 'fr')).toMatchObject({
    ...noCounts,
    isSource: true,
    segments: 5,
    final: 5,
    live: null,
  })
  expect(await coverageOf(app, slug, 'ar')).toMatchObject({
    ...noCounts,
    segments: 5,
    missing: 5,
    slug: null,
  })
  const sentences = await sentencesAt(app, slug, 'en')
  expect(sentences.map(({ unit, source }) => [unit, source])).toEqual([
    ['title', 'Le barrage'],
    ['b1', 'Le barrage a ouvert en 1995.'],
    ['b1', 'Il retient 40 millions de mètres cubes.'],
    ['b2', 'La vallée compte trois villages.'],
    ['b2', 'Tous sont reliés au réseau depuis 2010.'],
  ])
  expect(new Set(sentences.map(({ target, version }) => `${target} ${version}`))).toEqual(new Set(['null 0']))
})

test('the original is published, and readers of every language get it, told that it is French', async () => {
  const published = await publish(app, slug, 'fr')
  expect(published).toMatchObject({ slug, locale: 'fr', edition: 1, revision: 1, gaps: 0 })
  const inFrench = await read(app, slug, 'fr')
  expect(inFrench).toMatchObject({ fallback: false, upToDate: true, outdated: [], edition: 1, revision: 1 })
  const inEnglish = await read(app, slug, 'en')
  expect(inEnglish).toMatchObject({ locale: 'fr', requestedLocale: 'en', fallback: true })
  expect(inEnglish.alternates).toEqual([
    { locale: 'fr', slug, href: `${document}?locale=fr`, upToDate: true },
  ])
})

test('a translation that is not complete is not published, and every gap is named', async () => {
  const [title, first] = await sentencesAt(app, slug, 'en')
  if (title === undefined || first === undefined) throw new Error('no sentences')
  await save(app, { slug, locale: 'en', sentence: title }, 'The dam')
  await save(app, { slug, locale: 'en', sentence: first }, 'The dam opened in', 'initial')
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ missing: 3, initial: 1, translated: 1 })
  const { json } = await must(app, 422, 'POST', `${document}/variants/en/editions`, { json: {} })
  expect(json.type).toMatch(/\/problems\/gapsInTranslation$/)
  expect(json.errors.map(({ code }: { code: string }) => code)).toEqual([
    'segmentDraft',
    'segmentMissing',
    'segmentMissing',
    'segmentMissing',
  ])
  expect(json.errors[0].pointer).toBe(`/units/b1/segments/${first.id}`)
  expect((await read(app, slug, 'en')).locale).toBe('fr')
})

test('English and Arabic are finished, reviewed and published', async () => {
  for (const sentence of await sentencesAt(app, slug, 'en')) {
    const text = sentence.target === 'The dam' ? 'The dam' : `(en) ${sentence.source}`
    await save(app, { slug, locale: 'en', sentence }, text, 'reviewed')
  }
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ ...noCounts, reviewed: 5 })
  expect(await translateRest(app, slug, 'ar')).toBe(5)
  expect(await publish(app, slug, 'en')).toMatchObject({ slug: 'the-dam', edition: 1, gaps: 0 })
  expect(await publish(app, slug, 'ar', { slug: 'السد' })).toMatchObject({ slug: 'السد', edition: 1 })
  expect(await coverageOf(app, slug, 'en')).toMatchObject({
    ...noCounts,
    final: 5,
    slug: 'the-dam',
    live: { edition: 1, revision: 1, upToDate: true },
  })
  const english = await read(app, 'the-dam', 'en')
  expect(english).toMatchObject({ locale: 'en', dir: 'ltr', fallback: false, upToDate: true, outdated: [] })
  expect(english.title.text).toBe('The dam')
  expect((await read(app, slug, 'ar')).dir).toBe('rtl')
  const languages = english.alternates.map(({ locale, slug: own }: Record<string, string>) => [locale, own])
  expect(languages).toEqual([
    ['ar', 'السد'],
    ['en', 'the-dam'],
    ['fr', slug],
  ])
})

test('a corrected figure is announced before it is saved', async () => {
  const { headers } = await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })
  const options = { json: { text: corrected }, headers: { 'if-match': headers.get('etag') ?? '' } }
  const dry = await must(app, 200, 'PUT', `${document}/original?dryRun=true`, options)
  const expected = {
    kept: 3,
    changed: 1,
    new: 0,
    removed: 0,
    locales: { ar: { stay: 3, outdated: 1 }, en: { stay: 3, outdated: 1 } },
    needsAnotherLook: [],
  }
  expect(dry.json).toEqual({ revision: 1, dryRun: true, ...expected })
  expect((await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })).json.revision).toBe(1)
  expect(await revise(app, slug, corrected)).toEqual({ revision: 2, dryRun: false, ...expected })
})

test('editors see exactly one outdated sentence; readers see nothing before the original is published', async () => {
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ ...noCounts, final: 4, outdated: 1 })
  const outdated = (await sentencesAt(app, slug, 'en')).filter((sentence) => sentence.outdated !== null)
  expect(outdated).toMatchObject([
    {
      source: 'Il retient 42 millions de mètres cubes.',
      target: null,
      outdated: {
        source: 'Il retient 40 millions de mètres cubes.',
        target: '(en) Il retient 40 millions de mètres cubes.',
      },
    },
  ])
  expect(await read(app, slug, 'en')).toMatchObject({ upToDate: true, outdated: [] })
})

test('once it is, readers of a translation are told which sentence is behind', async () => {
  const before = await read(app, slug, 'en')
  const changed = before.body[0].segments[1].id
  expect(await publish(app, slug, 'fr')).toMatchObject({ edition: 2, revision: 2 })
  const english = await read(app, slug, 'en')
  expect(english).toMatchObject({ edition: 1, revision: 1, upToDate: false, outdated: [changed] })
  expect(english.body).toEqual(before.body)
  const standing = english.alternates.map((each: Record<string, unknown>) => [
    each['locale'],
    each['upToDate'],
  ])
  expect(standing).toEqual([
    ['ar', false],
    ['en', false],
    ['fr', true],
  ])
  const listed = (await must(app, 200, 'GET', '/v1/documents?locale=en')).json.items
  expect(listed).toMatchObject([{ slug: 'the-dam', upToDate: false }])
})

test('one sentence is translated again, and English is in step; Arabic still says that it is not', async () => {
  expect(await translateRest(app, slug, 'en')).toBe(1)
  expect(await publish(app, slug, 'en')).toMatchObject({ slug: 'the-dam', edition: 2, revision: 2 })
  const english = await read(app, slug, 'en')
  expect(english).toMatchObject({ upToDate: true, outdated: [] })
  expect(english.body[0].text).toContain('42 millions')
  expect(await read(app, slug, 'ar')).toMatchObject({ upToDate: false, edition: 1 })
})

test('Arabic is withdrawn: its readers get another language, its translations stay', async () => {
  await must(app, 204, 'DELETE', `${document}/variants/ar/editions/live`)
  expect(await read(app, slug, 'ar')).toMatchObject({ locale: 'fr', fallback: true })
  expect(await coverageOf(app, slug, 'ar')).toMatchObject({
    ...noCounts,
    translated: 4,
    outdated: 1,
    live: null,
  })
  await must(app, 404, 'DELETE', `${document}/variants/ar/editions/live`)
})

test('a mirror is told everything in order, and where to go on', async () => {
  const { json } = await must(app, 200, 'GET', '/v1/changes')
  const told = json.items.map((item: Record<string, unknown>) =>
    ['kind', 'locale', 'edition', 'slug'].map((name) => item[name]),
  )
  expect(told).toEqual([
    ['published', 'fr', 1, slug],
    ['published', 'en', 1, 'the-dam'],
    ['published', 'ar', 1, 'السد'],
    ['published', 'fr', 2, slug],
    ['published', 'en', 2, 'the-dam'],
    ['withdrawn', 'ar', 1, 'السد'],
  ])
  const seen: unknown[] = []
  let since = ''
  for (;;) {
    const page = (await must(app, 200, 'GET', `/v1/changes?limit=4&since=${since}`)).json
    if (page.items.length === 0) break
    seen.push(...page.items)
    since = page.next
  }
  expect(seen).toEqual(json.items)
  await must(app, 204, 'DELETE', `${document}/variants/en/editions/live`)
  const rest = (await must(app, 200, 'GET', `/v1/changes?since=${since}`)).json
  expect(rest.items).toMatchObject([{ kind: 'withdrawn', locale: 'en', edition: 2 }])
})

test('the audit trail tells who did all that, the newest first', async () => {
  const actions: string[] = []
  let cursor = ''
  do {
    const query = `document=${slug}&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`
    const { json } = await must(app, 200, 'GET', `/v1/events?${query}`, { key: app.adminKey })
    expect(new Set(json.items.map(({ editor }: { editor: string }) => editor))).toEqual(
      new Set(['First admin']),
    )
    for (const { action, locale } of json.items) actions.push(`${action} ${locale}`)
    cursor = json.next ?? ''
  } while (cursor !== '')
  const turns = actions.toReversed().filter((action) => !action.startsWith('translation.saved'))
  expect(turns).toEqual([
    'document.created fr',
    'edition.published fr',
    'edition.published en',
    'edition.published ar',
    'document.revised fr',
    'edition.published fr',
    'edition.published en',
    'edition.withdrawn ar',
    'edition.withdrawn en',
  ])
  expect(actions.filter((action) => action === 'translation.saved en')).toHaveLength(8)
  expect(actions.filter((action) => action === 'translation.saved ar')).toHaveLength(5)
})

test('the languages of the site count their live editions', async () => {
  const { json } = await must(app, 200, 'GET', '/v1/locales')
  const counts = json.items.map((item: Record<string, unknown>) => [item['locale'], item['documents']])
  expect(counts).toEqual([
    ['fr', 1],
    ['en', 0],
    ['ar', 0],
  ])
})

test('a withdrawn edition can still be read by its number', async () => {
  const arabic = (await must(app, 200, 'GET', `${document}/editions/1?locale=ar`)).json
  expect(arabic).toMatchObject({ locale: 'ar', edition: 1 })
  const history = (await must(app, 200, 'GET', `${document}/editions?locale=ar`)).json
  expect(history).toMatchObject({ locale: 'ar', items: [{ edition: 1, isLive: false }] })
})
