import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { must, publish, write } from '../support/desk.ts'

/** Lists: their order, their pages, what they leave out. Fifty documents, and many that are of one date. */
let app: TestApp
const dates = ['2021', '2022-03', '2022-03', '2022-03-04', undefined]
const kinds = ['event', 'period', 'figure', 'statement'] as const
const years = [1990, 1990, 2000, 2010, undefined]

const asOfOf = (at: number) => dates[at % dates.length]
const topicsOf = (at: number) => (at % 3 === 0 ? ['sea', 'salt'] : at % 3 === 1 ? ['salt'] : [])
const kindOf = (at: number) => kinds[at % kinds.length]
const nameOf = (at: number) => `fiche-${String(at).padStart(2, '0')}`

beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en'] })
  for (let at = 0; at < 50; at += 1) {
    const slug = await write(app, `# Fiche ${at}\n\nTexte.\n`, {
      slug: nameOf(at),
      topics: topicsOf(at),
      ...(asOfOf(at) === undefined ? {} : { asOf: asOfOf(at) }),
    })
    const year = years[at % years.length]
    const value =
      year === undefined ? null : { type: 'date', from: `${year}`, to: at % 2 ? `${year + 5}` : null }
    const card = { kind: kindOf(at), topics: topicsOf(at), value, headline: 'H', text: 'T.' }
    await must(app, 201, 'PUT', `/v1/documents/${slug}/cards/a`, { json: card })
    await publish(app, slug, 'fr')
  }
}, 60_000)
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

interface Item {
  readonly slug: string
  readonly key?: string
  readonly kind?: string
  readonly asOf?: { readonly value: string } | null
  readonly value?: { readonly from: string; readonly to: string | null } | null
  readonly topics: readonly string[]
}

/** Walks a list by the links to its next page. */
async function walk(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Item[]> {
  const items: Item[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const { json, headers } = await must(app, 200, 'GET', next)
    items.push(...json.items)
    const link = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
    expect(link === undefined).toBe(json.next === null)
    if (link !== undefined)
      expect(new URL(link, 'http://fiche.test').searchParams.get('cursor')).toBe(json.next)
    next = link
    await between()
  }
  return items
}

const slugsOf = (items: readonly Item[]) => items.map(({ slug }) => slug)
const all = Array.from({ length: 50 }, (_, at) => nameOf(at))
const chosen = (is: (at: number) => boolean) => all.filter((_, at) => is(at))

test.each([1, 7, 25, 49, 50, 51, 100])(
  'pages of %i documents: each once, newest as-of date first',
  async (limit) => {
    const items = await walk(`/v1/documents?locale=fr&limit=${limit}`)
    expect(slugsOf(items).toSorted()).toEqual(all)
    const order = items.map(({ asOf }) => asOf?.value ?? '')
    expect(order).toEqual(order.toSorted().toReversed())
  },
)

test.each([1, 7, 50])(
  'pages of %i cards: each once, the latest year first, those without last',
  async (limit) => {
    const items = await walk(`/v1/cards?locale=fr&limit=${limit}`)
    expect(slugsOf(items).toSorted()).toEqual(all)
    const order = items.map(({ value }) => Number(value?.to ?? value?.from ?? 0))
    expect(order).toEqual(order.toSorted((one, other) => other - one))
  },
)

test('a page has twenty, unless told', async () => {
  for (const list of ['documents', 'cards']) {
    expect((await must(app, 200, 'GET', `/v1/${list}?locale=fr`)).json.items).toHaveLength(20)
  }
})

test.each(['documents', 'cards'])(
  'while %s are published and withdrawn, none that stays is missed or repeated',
  async (list) => {
    let at = 0
    const disturb = async () => {
      const slug = `disturber-${list}-${at}`
      at += 1
      await write(app, '# D\n\nT.\n', { slug, asOf: dates[at % 4] ?? '2021' })
      await must(app, 201, 'PUT', `/v1/documents/${slug}/cards/a`, {
        json: { kind: 'event', headline: 'H', text: 'T.', value: { type: 'date', from: '2000' } },
      })
      await publish(app, slug, 'fr')
      if (at > 1) {
        await must(app, 204, 'DELETE', `/v1/documents/disturber-${list}-${at - 2}/variants/fr/editions/live`)
      }
      // One that stays is published again: its place in the list does not move.
      await publish(app, nameOf(at), 'fr')
    }
    const slugs = slugsOf(await walk(`/v1/${list}?locale=fr&limit=9`, disturb))
    expect(new Set(slugs).size).toBe(slugs.length)
    expect(slugs.filter((slug) => slug.startsWith('fiche-')).toSorted()).toEqual(all)
    await must(app, 204, 'DELETE', `/v1/documents/disturber-${list}-${at - 1}/variants/fr/editions/live`)
  },
)

test.each([
  ['topic=sea', (at: number) => at % 3 === 0],
  ['topic=salt', (at: number) => at % 3 < 2],
  ['topic=pepper', () => false],
  ['from=2022', (at: number) => (asOfOf(at) ?? '') > '2022'],
  ['from=2022-03-02', (at: number) => asOfOf(at) === '2022-03-04'],
  ['to=2021', (at: number) => asOfOf(at) === '2021'],
  ['to=2022-03', (at: number) => asOfOf(at) !== undefined],
  ['from=2021&to=2021', (at: number) => asOfOf(at) === '2021'],
  ['from=2022&topic=sea', (at: number) => (asOfOf(at) ?? '') > '2022' && at % 3 === 0],
  ['from=2023&to=2021', () => false],
])('documents with %s', async (query, is) => {
  const items = await walk(`/v1/documents?locale=fr&limit=6&${query}`)
  expect(slugsOf(items).toSorted()).toEqual(chosen(is))
})

/** The years that the card of a document covers. */
function spanOf(at: number): readonly [number, number] | undefined {
  const year = years[at % years.length]
  return year === undefined ? undefined : [year, at % 2 ? year + 5 : year]
}
const touches = (at: number, from: number, to: number) => {
  const span = spanOf(at)
  return span !== undefined && span[1] >= from && span[0] <= to
}

test.each([
  ['kind=event', (at: number) => kindOf(at) === 'event'],
  ['topic=sea&kind=figure', (at: number) => at % 3 === 0 && kindOf(at) === 'figure'],
  ['from=1993&to=1996', (at: number) => touches(at, 1993, 1996)],
  ['from=2000', (at: number) => touches(at, 2000, 9999)],
  ['to=1999', (at: number) => touches(at, 1, 1999)],
  ['from=1996&to=1999', () => false],
  [
    'topic=salt&from=2010&kind=statement',
    (at: number) => at % 3 < 2 && touches(at, 2010, 9999) && kindOf(at) === 'statement',
  ],
])('cards with %s', async (query, is) => {
  const items = await walk(`/v1/cards?locale=fr&limit=4&${query}`)
  expect(slugsOf(items).toSorted()).toEqual(chosen(is))
})

const malformed = [
  'x',
  '%00',
  'e30',
  'W10',
  'WzFd',
  'WyIyMDIxIl0',
  'WyIyMDIxIiwibm8tdXVpZCJd',
  'WyJcdTAwMDAiLCIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAiXQ',
  '__proto__',
]

test.each(['/v1/documents', '/v1/cards', '/v1/documents/fiche-01/editions', '/v1/events'])(
  'a cursor of somebody’s own making is refused by %s',
  async (path) => {
    for (const cursor of malformed) {
      if (path.endsWith('editions') && cursor === 'WzFd') continue
      const { json } = await must(app, 400, 'GET', `${path}?cursor=${cursor}`, { key: app.adminKey })
      expect(json.type, cursor).toMatch(/malformedCursor$/)
    }
    await must(app, 400, 'GET', `${path}?cursor=${'a'.repeat(1001)}`, { key: app.adminKey })
  },
)

test.each([
  ['/v1/documents', 'limit', ['0', '101', '-1', '1.5', 'ten', '', 'NaN', '1e9']],
  ['/v1/cards', 'limit', ['0', '101', '']],
  ['/v1/changes', 'limit', ['0', '1001', 'x']],
  ['/v1/events', 'limit', ['0', '201', 'x']],
  ['/v1/documents', 'topic', ['Sea', 'sea,salt', 'a--b', '']],
  ['/v1/documents', 'from', ['2022-13', '22', '2022-3', '2022-02-30', '1950s', '']],
  ['/v1/cards', 'from', ['0', '10000', 'MMXX', '2020-01', '1e99']],
  ['/v1/cards', 'kind', ['Event', 'fact', '']],
])('%s?%s= is refused when it is %j', async (path, name, values) => {
  for (const text of values) {
    const { json } = await must(app, 400, 'GET', `${path}?${name}=${text}`, { key: app.adminKey })
    expect(json.errors[0], text).toMatchObject({ pointer: `?${name}` })
    expect(json.errors[0].detail).not.toBe('')
  }
})

test('parameters that the service does not know are left alone', async () => {
  await must(app, 200, 'GET', '/v1/documents?utm_source=x&__proto__=1')
})
