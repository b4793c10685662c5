import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { Delivery } from '../../src/delivery/delivery.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { publish, write } from '../support/desk.ts'
import { unsteady } from '../support/unsteady.ts'
import type { Unsteady } from '../support/unsteady.ts'

/** What an instance holds it serves without the database, and it holds no more than it may. */
let app: TestApp
let shaky: Unsteady
let delivery: Delivery
let service: ReturnType<typeof buildApp>
const sample = '/v1/documents/maroc-etats-unis-securite'
const megabyte = 2 ** 20

async function open(cacheBytes: number): Promise<void> {
  shaky = unsteady(app.database)
  delivery = await Delivery.open(shaky.database, { cacheBytes })
  service = buildApp(testServices({ database: shaky.database, delivery }))
}
beforeAll(async () => {
  app = await startApp({ sample: true })
})
afterAll(() => app.close())
beforeEach(() => open(16 * megabyte))

const get = async (path: string, headers: Record<string, string> = {}) =>
  service.fetch(new Request(`http://fiche.test${path}`, { headers }))
/** Statements that an answer takes. */
async function costOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const before = shaky.asked()
  expect((await get(path, headers)).status, path).toBe(200)
  return shaky.asked() - before
}

test('a document costs one statement, and every answer made from it after that none', async () => {
  expect(await costOf(`${sample}?locale=ar`)).toBe(1)
  for (const path of [
    `${sample}?locale=ar`,
    `${sample}/cards?locale=ar`,
    `${sample}?locale=ar&fields=title`,
  ]) {
    expect(await costOf(path), path).toBe(0)
  }
  expect(await costOf(sample, { 'accept-language': 'ar-MA, fr;q=0.5', 'accept-encoding': 'br' })).toBe(0)
  const { alternates } = JSON.parse(await (await get(`${sample}?locale=ar`)).text())
  const arabic = alternates.find((each: { locale: string }) => each.locale === 'ar')
  expect(await costOf(`/ar/${encodeURIComponent(arabic.slug)}`)).toBe(0)
})

test('another language of a document that is held costs one statement more, once', async () => {
  await get(`${sample}?locale=ar`)
  expect(await costOf(`${sample}?locale=de`)).toBe(1)
  expect(await costOf(`${sample}/summary?locale=de`)).toBe(0)
})

test('the guess is right for readers of what is there, of a near language, and of neither', async () => {
  for (const [at, language] of ['ar', 'zh-TW', 'tlh', '*', 'it, pt-BR;q=0.2'].entries()) {
    await open(16 * megabyte)
    expect(await costOf(sample, { 'accept-language': language }), `${at} ${language}`).toBe(1)
  }
})

test('a list costs its own statement and a look for changes; again, none', async () => {
  for (const path of ['/v1/documents?locale=ar', '/v1/cards?locale=ar&topic=security', '/ar']) {
    expect(await costOf(path), path).toBeLessThanOrEqual(2)
    expect(await costOf(path), path).toBe(0)
  }
})

test('a burst for something that is not held asks once, and makes it once', async () => {
  const before = shaky.asked()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => get(`${sample}?locale=ar`, { 'accept-encoding': 'br' })),
  )
  expect(shaky.asked() - before).toBe(1)
  const tags = new Set(answers.map((answer) => answer.headers.get('etag')))
  expect([...tags]).toHaveLength(1)
  const from = shaky.asked()
  await Promise.all(Array.from({ length: 50 }, () => get('/v1/documents?locale=ar')))
  expect(shaky.asked() - from).toBeLessThanOrEqual(2)
})

test('without the database what is held is served in every form; the rest is 503, and told when to come back', async () => {
  await get(`${sample}?locale=ar`)
  await get('/v1/documents?locale=ar')
  shaky.isAway = true
  const held = [
    `${sample}?locale=ar`,
    `${sample}?locale=ar&fields=title,cards`,
    `${sample}/summary?locale=ar`,
    `${sample}/cards?locale=ar-MA`,
    `${sample}/cards/allie-principal?locale=ar`,
    '/v1/documents?locale=ar',
    '/v1/locales',
    '/ar/maroc-etats-unis-securite',
    '/docs',
    '/openapi.json',
    '/problems/databaseAway',
  ]
  for (const path of held) {
    for (const coding of ['identity', 'br', 'gzip']) {
      const answer = await get(path, { 'accept-encoding': coding })
      expect([200, 308], `${path} ${coding}`).toContain(answer.status)
    }
  }
  expect((await get(sample, { 'accept-language': 'ar' })).status).toBe(200)
  for (const path of [
    '/v1/documents/other',
    '/v1/documents?locale=fr',
    '/v1/changes',
    `${sample}?locale=de`,
  ]) {
    const answer = await get(path, { 'accept-language': 'fr' })
    expect(answer.status, path).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.headers.get('content-language')).toBe(path.includes('locale=de') ? 'de' : 'fr')
  }
  const page = await get('/fr/other', { accept: 'text/html' })
  expect(page.status).toBe(503)
  expect(await page.text()).toMatch(/<html lang="fr"/)
  expect((await get('/health/live')).status).toBe(200)
  expect((await get('/health/ready')).status).toBe(503)
  shaky.isAway = false
  expect((await get(`${sample}?locale=de`)).status).toBe(200)
})

test('it holds no more than it may, whatever is asked for, and the same as before afterwards', async () => {
  for (let at = 0; at < 30; at++) {
    const slug = await write(app, `# Fiche ${at}\n\n${`Une phrase de la fiche ${at}. `.repeat(200)}\n`)
    await publish(app, slug, 'fr')
  }
  await open(400_000)
  for (let round = 0; round < 3; round++) {
    for (let at = 0; at < 30; at++) {
      for (const what of ['', '/cards', '?fields=title', `?x=${round}`, `?locale=fr-x-a${at}${round}`]) {
        expect((await get(`/v1/documents/fiche-${at}${what}`, { 'accept-encoding': 'gzip' })).status).toBe(
          200,
        )
      }
      expect(delivery.size.bytes).toBeLessThanOrEqual(400_000)
    }
  }
  expect(delivery.size.shelves).toBeGreaterThan(2)
})

test('one document asked for in a thousand ways does not push out the others', async () => {
  const slug = await write(app, '# Autre\n\nUne phrase.\n')
  await publish(app, slug, 'fr')
  await open(2 * megabyte)
  expect(await costOf(`/v1/documents/${slug}`)).toBe(1)
  for (let at = 0; at < 300; at++) await get(`${sample}?locale=fr-x-a${at}`)
  expect(delivery.size.bytes).toBeLessThanOrEqual(2 * megabyte)
  expect(await costOf(`/v1/documents/${slug}`)).toBe(0)
})

test('what is compressed better later is the same answer: who has the first need not fetch the second', async () => {
  const path = `${sample}?locale=ar`
  const headers = { 'accept-encoding': 'br' }
  const first = (await get(path, headers)).headers.get('etag') ?? ''
  expect(first).toMatch(/-br4"$/)
  let tag = first
  for (let at = 0; at < 200 && tag === first; at++) {
    tag = (await get(path, headers)).headers.get('etag') ?? ''
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
  expect(tag).toBe(first.replace('-br4', '-br'))
  for (const known of [first, tag]) {
    const again = await get(path, { ...headers, 'if-none-match': known })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(known)
  }
  expect((await get(path, { 'if-none-match': first })).status).toBe(200)
})
