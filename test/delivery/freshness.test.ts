import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { Delivery } from '../../src/delivery/delivery.ts'
import type { Purger } from '../../src/delivery/purge.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { must, publish, revise, translateRest, write } from '../support/desk.ts'
import { seed } from '../support/demand.ts'
import { unsteady } from '../support/unsteady.ts'
import type { Unsteady } from '../support/unsteady.ts'

/**
 * Another instance on the same database, which learns of changes only when it looks: nothing notifies it here. `app` is
 * where people publish.
 */
let app: TestApp
let shaky: Unsteady
let other: Delivery
let service: ReturnType<typeof buildApp>
let purged: string[][] = []
const note = (keys: readonly string[]) => purged.push([...keys])
const purger: Purger = { forget: note, remind: note, close: async () => undefined }

beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
})
afterAll(() => app.close())
beforeEach(async () => {
  shaky = unsteady(app.database)
  other = await Delivery.open(shaky.database, { cacheBytes: 2 ** 24, purger })
  purged = []
  service = buildApp(testServices({ database: shaky.database, delivery: other }))
})

// oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client without types would
async function json(path: string): Promise<any> {
  const answer = await service.fetch(new Request(`http://fiche.test${path}`))
  expect(answer.status, path).toBe(200)
  return answer.json()
}
const editionOf = async (slug: string, locale: string): Promise<number> =>
  (await json(`/v1/documents/${slug}?locale=${locale}`)).edition
async function asks(path: string): Promise<boolean> {
  const before = shaky.asked()
  await json(path)
  return shaky.asked() > before
}

async function published(text: string): Promise<string> {
  const slug = await write(app, text)
  await publish(app, slug, 'fr')
  return slug
}

/** Makes the database another than it was, behind everybody's back. */
const rewrite = (...statements: string[]): Promise<void> =>
  app.database.transact(async (transaction) => {
    const laws = (what: string) => `alter table change ${what} trigger user`
    for (const statement of [laws('disable'), ...statements, laws('enable')]) {
      await transaction.execute(sql.raw(statement))
    }
  })

test('an instance that nobody notifies shows the new edition when it has looked', async () => {
  const slug = await published('# Un\n\nUne phrase.\n')
  expect(await editionOf(slug, 'fr')).toBe(1)
  await revise(app, slug, '# Un\n\nUne autre phrase.\n')
  await publish(app, slug, 'fr')
  expect(await editionOf(slug, 'fr')).toBe(1)
  await other.look()
  expect(await editionOf(slug, 'fr')).toBe(2)
})

test('whatever it reads anew tells it that it is behind: what it shows is all of one moment', async () => {
  const [one, two] = [await published('# Vu\n\nUne phrase.\n'), await published('# Autre\n\nUne phrase.\n')]
  expect(await editionOf(one, 'fr')).toBe(1)
  await publish(app, one, 'fr')
  await json(`/v1/documents/${two}`)
  expect(await editionOf(one, 'fr')).toBe(2)
  await publish(app, one, 'fr')
  await json('/v1/documents?locale=fr')
  expect(await editionOf(one, 'fr')).toBe(3)
})

test('a change drops its document and the lists of its language, and nothing else', async () => {
  const [one, two] = [await published('# Sel\n\nUne phrase.\n'), await published('# Poivre\n\nUne phrase.\n')]
  await translateRest(app, one, 'en')
  await publish(app, one, 'en')
  await translateRest(app, two, 'en')
  await publish(app, two, 'en')
  await other.look()
  const paths = [
    `/v1/documents/${one}?locale=fr`,
    `/v1/documents/${one}?locale=en`,
    `/v1/documents/${two}?locale=fr`,
    '/v1/documents?locale=fr',
    '/v1/cards?locale=fr',
    '/v1/documents?locale=en',
  ]
  const warm = async () => {
    for (const path of paths) await json(path)
  }
  const cold = async () => {
    const found: string[] = []
    for (const path of paths) if (await asks(path)) found.push(path)
    return found
  }
  await warm()
  expect(await cold()).toEqual([])
  purged = []
  await publish(app, one, 'en')
  await other.look()
  expect(await cold()).toEqual([paths[0], paths[1], paths[5]])
  const id = purged.flat().find((key) => key.startsWith('document-'))
  expect(purged).toEqual([[id, 'documents-en']])
  await publish(app, one, 'fr')
  await other.look()
  // In the lists of its other languages the document may have become outdated.
  expect(await cold()).toEqual([paths[0], paths[1], paths[3], paths[4], paths[5]])
})

test('an instance that starts tells the caches in front of the last minutes, should another have died before it could', async () => {
  const slug = await published('# Veille\n\nUne phrase.\n')
  await json(`/v1/documents/${slug}`)
  purged = []
  await Delivery.open(shaky.database, { cacheBytes: 2 ** 24, purger })
  expect(purged).toHaveLength(1)
  expect(purged[0]).toContain('documents-fr')
  expect(purged[0]?.filter((key) => key.startsWith('document-')).length).toBeGreaterThan(1)
})

test('a document that is withdrawn is gone, and its former slug still leads to the new one', async () => {
  const slug = await published('# Départ\n\nUne phrase.\n')
  await json(`/v1/documents/${encodeURIComponent(slug)}`)
  await publish(app, slug, 'fr', { slug: 'arrivee' })
  await other.look()
  const answer = await service.fetch(
    new Request(`http://fiche.test/v1/documents/${encodeURIComponent(slug)}`),
  )
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/v1/documents/arrivee'])
  const before = shaky.asked()
  await service.fetch(new Request(`http://fiche.test/v1/documents/${encodeURIComponent(slug)}`))
  expect(shaky.asked()).toBe(before)
  await must(app, 204, 'DELETE', '/v1/documents/arrivee/variants/fr/editions/live')
  await other.look()
  const gone = await service.fetch(new Request('http://fiche.test/v1/documents/arrivee'))
  expect(gone.status).toBe(404)
})

test('a change of the languages of the site reaches it as well', async () => {
  const path = '/v1/locales'
  const fallbacksOf = async () =>
    (await json(path)).items.find((item: { locale: string }) => item.locale === 'ar').fallbacks
  expect(await fallbacksOf()).toEqual([])
  await must(app, 200, 'PUT', '/v1/locales/ar', { json: { fallbacks: ['en'] } })
  expect(await fallbacksOf()).toEqual([])
  await other.look()
  expect(await fallbacksOf()).toEqual(['en'])
  expect(purged).toEqual([['*']])
  await must(app, 200, 'PUT', '/v1/locales/ar', { json: { fallbacks: [] } })
  const { items } = (await must(app, 200, 'GET', '/v1/changes?limit=1000')).json
  expect(new Set(items.map((item: { kind: string }) => item.kind))).toEqual(
    new Set(['published', 'withdrawn']),
  )
})

test('a database that is an older copy of itself: nothing that was held is trusted', async () => {
  const slug = await published('# Copie\n\nUne phrase.\n')
  for (const edition of [2, 3]) {
    await revise(app, slug, `# Copie\n\nUne phrase ${edition}.\n`)
    await publish(app, slug, 'fr')
  }
  await other.look()
  expect(await editionOf(slug, 'fr')).toBe(3)
  // What is left of it after a backup from before edition 3 is restored.
  await rewrite(
    'delete from change where number = (select max(number) from change)',
    `update live_edition set number = 2, revision = 2 where number = 3 and locale = 'fr'`,
    `update standing set live = live_of(document_id)`,
  )
  await other.look()
  expect(await editionOf(slug, 'fr')).toBe(2)
  expect(purged.at(-1)).toEqual(['*'])
  await app.delivery.look()
  expect((await app.send('GET', `/v1/documents/${slug}?locale=fr`)).json.edition).toBe(2)
})

test('and also when it has as many changes again by the time that somebody looks', async () => {
  const slug = await published('# Nombre\n\nUne phrase.\n')
  await other.look()
  expect(await editionOf(slug, 'fr')).toBe(1)
  await rewrite(
    `update change set at = at + interval '1 second' where number = (select max(number) from change)`,
  )
  expect(await asks(`/v1/documents/${slug}?locale=fr`)).toBe(false)
  await other.look()
  expect(await asks(`/v1/documents/${slug}?locale=fr`)).toBe(true)
})

test('what is published first in a language while its list is read is in the list from then on', async () => {
  const slug = await published('# Premier\n\nUne phrase.\n')
  await translateRest(app, slug, 'ar')
  await other.look()
  shaky.pause = () => wait(60)
  const under = json('/v1/documents?locale=ar')
  await wait(30)
  await publish(app, slug, 'ar', { slug: 'الأول' })
  await under
  shaky.pause = async () => undefined
  await other.look()
  const list = await json('/v1/documents?locale=ar')
  expect([list.locale, list.fallback]).toEqual(['ar', false])
  expect(list.items.map((item: { slug: string }) => item.slug)).toEqual(['الأول'])
})

test('what is published while an earlier edition is read is among its alternates from then on', async () => {
  const slug = await published('# Second\n\nUne phrase.\n')
  await translateRest(app, slug, 'en')
  await other.look()
  shaky.pause = () => wait(40)
  const under = json(`/v1/documents/${slug}/editions/1?locale=fr`)
  await wait(60)
  await publish(app, slug, 'en', { slug: 'second-en' })
  await under
  shaky.pause = async () => undefined
  await other.look()
  const { alternates } = await json(`/v1/documents/${slug}/editions/1?locale=fr`)
  expect(alternates.map((each: { locale: string }) => each.locale)).toEqual(['en', 'fr'])
})

/** The highest edition that any form of the document was seen in so far. */
async function watchForms(slug: string, pick: () => number, until: () => boolean): Promise<string[]> {
  const seen: string[] = []
  let highest = 0
  const forms = [
    async () => editionOf(slug, 'fr'),
    async () => (await json(`/v1/documents/${slug}?locale=fr&fields=title`)).edition,
    async () => (await json(`/v1/documents/${slug}?locale=fr-x-a${pick() % 10_000}`)).edition,
    async () => (await json(`/v1/documents/${slug}/editions?locale=fr`)).items[0].edition,
    async () => {
      const { items } = await json(`/v1/documents?locale=fr&limit=${1 + (pick() % 100)}`)
      const title: string | undefined = items.find((item: { slug: string }) => item.slug === slug)?.title
      return title === undefined ? highest : Number(/\d+$/.exec(title)?.[0] ?? 0)
    },
  ]
  while (!until()) {
    const at = pick() % forms.length
    const edition: number = (await forms[at]?.()) ?? 0
    if (edition < highest) seen.push(`form ${at}: ${edition} after ${highest}`)
    highest = Math.max(highest, edition)
  }
  return seen
}

test('no reader sees an older edition after a newer one, however long statements take', async () => {
  let state = seed()
  const pick = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor(state / 7)
  }
  const from = state
  const slug = await published('# Course 1\n\nUne phrase 1.\n')
  shaky.pause = async () => {
    if (pick() % 3 > 0) await wait(pick() % 8)
  }
  let isOver = false
  const readers = Array.from({ length: 6 }, () => watchForms(slug, pick, () => isOver))
  for (let edition = 2; edition <= 25; edition++) {
    await revise(app, slug, `# Course ${edition}\n\nUne phrase ${edition}.\n`)
    await publish(app, slug, 'fr')
    if (pick() % 2 === 0) void other.look().catch(() => undefined)
    await wait(pick() % 20)
  }
  await other.look()
  expect(await editionOf(slug, 'fr')).toBe(25)
  isOver = true
  expect((await Promise.all(readers)).flat(), `FICHE_TEST_SEED=${from}`).toEqual([])
})
