import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import {
  coverageOf,
  must,
  publish,
  read,
  revise,
  save,
  sentencesAt,
  translateRest,
  write,
} from '../support/desk.ts'

/** Titles, summaries and cards are written in the source locale and translated like sentences of the body. */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const text = '# Le phare\n\nLe phare mesure 30 mètres. Il date de 1848.\n\nIl est ouvert au public.\n'
const summary = 'Un phare de 1848.'
const card = {
  kind: 'event',
  topics: ['sea'],
  value: { type: 'date', from: '1848' },
  headline: 'Construction',
  text: 'Le phare est construit.',
}

/** A document with a summary and a card drawn from its second sentence, translated into English and published. */
async function lighthouse(slug: string): Promise<{ slug: string; ids: readonly string[] }> {
  await write(app, text, { slug })
  const ids = (await sentencesAt(app, slug, 'en')).map(({ id }) => id)
  const evidence = [ids[2] ?? '']
  await must(app, 200, 'PUT', `/v1/documents/${slug}/summary`, { json: { text: summary, evidence } })
  await must(app, 201, 'PUT', `/v1/documents/${slug}/cards/built`, { json: { ...card, evidence } })
  await publish(app, slug, 'fr')
  await translateRest(app, slug, 'en')
  await publish(app, slug, 'en', { slug: `${slug}-en` })
  return { slug, ids }
}

const outdatedAt = async (slug: string) =>
  (await sentencesAt(app, slug, 'en')).filter(({ outdated }) => outdated !== null).map(({ unit }) => unit)

test.each([
  ['title', 'title', { text: 'Le grand phare' }],
  ['summary', 'summary', { text: 'Un phare de 1849.' }],
  ['cards/built', 'card.built.headline', { ...card, headline: 'La construction' }],
  ['cards/built', 'card.built.text', { ...card, text: 'Le phare est achevé.' }],
])('a change of %s makes the translation of %s outdated, and only that', async (part, unit, json) => {
  const { slug } = await lighthouse(`phare-${unit.replaceAll('.', '-')}`)
  const before = await read(app, slug, 'en')
  const changed = (await sentencesAt(app, slug, 'en')).find((sentence) => sentence.unit === unit)
  const revised = await must(app, 200, 'PUT', `/v1/documents/${slug}/${part}`, { json })
  expect(revised.json).toMatchObject({ changed: 1, new: 0, removed: 0, locales: { en: { outdated: 1 } } })
  expect(await outdatedAt(slug)).toEqual([unit])
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ outdated: 1, missing: 0 })
  await publish(app, slug, 'fr')
  const after = await read(app, slug, 'en')
  expect(after).toMatchObject({ upToDate: false, outdated: [changed?.id] })
  expect({ ...after, upToDate: true, outdated: [], alternates: [] }).toEqual({ ...before, alternates: [] })
})

test('a value is no sentence: changing it outdates nothing, and every language shows it when republished', async () => {
  const { slug } = await lighthouse('phare-value')
  const value = { type: 'date', from: '1849-05' }
  await must(app, 200, 'PUT', `/v1/documents/${slug}/cards/built`, { json: { ...card, value } })
  expect(await outdatedAt(slug)).toEqual([])
  expect((await read(app, slug, 'en')).cards[0].value.text).toBe('1848')
  await publish(app, slug, 'en')
  expect((await read(app, slug, 'en')).cards[0].value).toEqual({ ...value, to: null, text: 'May 1849' })
})

test('a card that is taken out leaves the next edition, and stays in the one before', async () => {
  const { slug } = await lighthouse('phare-without')
  await must(app, 200, 'DELETE', `/v1/documents/${slug}/cards/built`)
  await publish(app, slug, 'fr')
  expect((await read(app, slug, 'fr')).cards).toEqual([])
  await must(app, 404, 'GET', `/v1/documents/${slug}/cards/built?locale=fr`)
  const earlier = await must(app, 200, 'GET', `/v1/documents/${slug}/editions/1?locale=fr`)
  expect(earlier.json.cards).toMatchObject([{ key: 'built', headline: { text: 'Construction' } }])
  await must(app, 404, 'DELETE', `/v1/documents/${slug}/cards/built`)
})

test('evidence that leaves the original asks for another look, everywhere and until it is drawn again', async () => {
  const { slug, ids } = await lighthouse('phare-evidence')
  const document = `/v1/documents/${slug}`
  const gone = [
    { part: 'summary', evidence: [ids[2]] },
    { part: 'card', key: 'built', evidence: [ids[2]] },
  ]
  const next = text.replace('Il date de 1848.', 'Il date de 1850.')
  const { headers } = await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })
  const dry = await must(app, 200, 'PUT', `${document}/original?dryRun=true`, {
    json: { text: next },
    headers: { 'if-match': headers.get('etag') ?? '' },
  })
  expect(dry.json.needsAnotherLook).toEqual(gone)
  const untouched = await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })
  expect(untouched.json.needsAnotherLook).toEqual([])
  expect((await revise(app, slug, next)).needsAnotherLook).toEqual(gone)
  for (const place of ['original', 'variants/en', 'variants/ar', 'variants/fr']) {
    const { json } = await must(app, 200, 'GET', `${document}/${place}`, { key: app.adminKey })
    expect(json.needsAnotherLook, place).toEqual(gone)
  }
  const refused = await must(app, 422, 'PUT', `${document}/summary`, {
    json: { text: summary, evidence: [ids[2]] },
  })
  expect(refused.json).toMatchObject({ errors: [{ pointer: '/evidence/0', code: 'notInOriginal' }] })
  const now = (await sentencesAt(app, slug, 'en')).find(({ source }) => source.includes('1850'))
  const again = await must(app, 200, 'PUT', `${document}/summary`, {
    json: { text: summary, evidence: [now?.id] },
  })
  expect(again.json.needsAnotherLook).toEqual(gone.slice(1))
})

test('an edit that is undone gets its translation back', async () => {
  const { slug } = await lighthouse('phare-undone')
  const before = await sentencesAt(app, slug, 'en')
  await revise(app, slug, text.replace('30 mètres', '35 mètres'))
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ outdated: 1 })
  await revise(app, slug, text)
  expect(await sentencesAt(app, slug, 'en')).toEqual(before)
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ outdated: 0, missing: 0 })
})

test('a title that was set by hand stays until the heading of the text changes', async () => {
  const slug = await write(app, text)
  const titleOf = async () =>
    (await must(app, 200, 'GET', `/v1/documents/${slug}/original`, { key: app.adminKey })).json.title
  await must(app, 200, 'PUT', `/v1/documents/${slug}/title`, { json: { text: 'Un titre choisi' } })
  await revise(app, slug, text.replace('30 mètres', '31 mètres'))
  expect(await titleOf()).toBe('Un titre choisi')
  await revise(app, slug, text.replace('# Le phare', '# Le vieux phare'))
  expect(await titleOf()).toBe('Le vieux phare')
})

test('what is written again as it was makes no revision', async () => {
  const { slug, ids } = await lighthouse('phare-again')
  const evidence = [ids[2]]
  const document = `/v1/documents/${slug}`
  const revision = async () =>
    (await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })).json.revision
  const before = await revision()
  await revise(app, slug, text)
  await must(app, 200, 'PUT', `${document}/title`, { json: { text: 'Le phare' } })
  await must(app, 200, 'PUT', `${document}/summary`, { json: { text: summary, evidence } })
  await must(app, 200, 'PUT', `${document}/cards/built`, { json: { ...card, evidence } })
  expect(await revision()).toBe(before)
})

test.each(['title', 'summary', 'cards/blank'])('a %s of nothing but blanks is refused', async (part) => {
  const slug = await write(app, text)
  for (const words of [' ', '\u00A0\n\t']) {
    const json = part === 'cards/blank' ? { ...card, text: words } : { text: words }
    const refused = await must(app, 422, 'PUT', `/v1/documents/${slug}/${part}`, { json })
    expect(refused.json.errors).toMatchObject([{ pointer: '/text', code: 'required' }])
  }
})

test('who saves the same translation twice makes one version of it', async () => {
  const { slug } = await lighthouse('phare-twice')
  const [title] = await sentencesAt(app, slug, 'ar')
  if (title === undefined) throw new Error('no title')
  const address = `/v1/documents/${slug}/variants/ar/segments/${title.id}`
  const first = await save(app, { slug, locale: 'ar', sentence: title }, 'المنارة')
  const options = { json: { text: 'المنارة' }, headers: { 'if-match': '"1"' } }
  expect((await must(app, 200, 'PUT', address, options)).json).toEqual(first.json)
  await must(app, 201, 'POST', `${address}/comments`, { json: { text: 'ou «الفنار» ?' } })
  const { json } = await must(app, 200, 'GET', `${address}/history`, { key: app.adminKey })
  expect(json).toMatchObject({
    source: 'Le phare',
    items: [{ version: 1, text: 'المنارة', state: 'translated', origin: 'human', author: 'First admin' }],
    comments: [{ text: 'ou «الفنار» ?', author: 'First admin' }],
  })
})
