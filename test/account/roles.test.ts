import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/web/routes.ts'
import { startApp } from '../support/app.ts'
import type { SendOptions, TestApp } from '../support/app.ts'
import { must, publish, revise, sentencesAt, translateRest, write } from '../support/desk.ts'

/** Who may do what: every role against every row of the table of URLs. */
let app: TestApp
const keys = new Map<string, string | null>()
let segment = ''
let spareKey = ''

beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
  await write(app, '# Titre\n\nUne phrase. Une autre.\n', { slug: 'titre' })
  for (const locale of ['fr', 'en', 'ar']) {
    if (locale !== 'fr') await translateRest(app, 'titre', locale)
    await publish(app, 'titre', locale, { slug: locale === 'fr' ? 'titre' : `titre-${locale}` })
  }
  segment = (await sentencesAt(app, 'titre', 'en'))[1]?.id ?? ''
  for (const locale of ['fr', 'en', 'ar']) {
    keys.set(`translator ${locale}`, await app.keyFor({ role: 'translator', locale }))
  }
  keys.set('reviewer en', await app.keyFor({ role: 'reviewer', locale: 'en' }))
  keys.set('publisher', await app.keyFor({ role: 'publisher', locale: null }))
  keys.set('admin', app.adminKey)
  keys.set('nobody', null)
  keys.set('no grants', await app.keyFor())
  keys.set('revoked', await revokedKey())
  keys.set('expired', await newKey('2020-01-01T00:00:00Z'))
  keys.set('unknown', 'fiche_nobody_has_this_key')
  keys.set('malformed', 'two words')
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

async function newKey(expiresAt: string | null): Promise<string> {
  const json = { name: 'A key', roles: [{ role: 'admin' }], expiresAt }
  return (await must(app, 201, 'POST', '/v1/keys', { json })).json.key
}

async function revokedKey(): Promise<string> {
  const json = { name: 'A key', roles: [{ role: 'admin' }] }
  const { id, key } = (await must(app, 201, 'POST', '/v1/keys', { json })).json
  await must(app, 200, 'GET', '/v1/keys', { key })
  await must(app, 204, 'DELETE', `/v1/keys/${id}`)
  return key
}

const people = [
  'translator fr',
  'translator en',
  'translator ar',
  'reviewer en',
  'publisher',
  'admin',
  'nobody',
  'no grants',
  'revoked',
  'expired',
  'unknown',
  'malformed',
] as const

/** The outcomes in the order of `people`: + allowed, 3 is a 403, 1 is a 401. */
const openToAll = '++++++++++++'
const editors = '++++++131111'
const publishers = '3333++131111'
const admins = '33333+131111'
const translateEnglish = '3+3+3+131111'
const reviewEnglish = '333+3+131111'
const commentEnglish = '3+3+++131111'

const document = '/v1/documents/titre'
const variant = `${document}/variants/en`
const inEnglish = () => `${variant}/segments/${segment}`
const match = { 'if-match': '*' }
const card = { kind: 'event', headline: 'T', text: 'T.' }
type Row = readonly [operation: string, path: () => string, outcomes: string, options?: () => SendOptions]

const table: readonly Row[] = [
  ['GET /v1/locales', () => '/v1/locales', openToAll],
  ['GET /v1/documents', () => '/v1/documents', openToAll],
  ['GET /v1/documents/{slug}', () => document, openToAll],
  ['GET /v1/documents/{slug}/summary', () => `${document}/summary`, openToAll],
  ['GET /v1/documents/{slug}/cards', () => `${document}/cards`, openToAll],
  ['GET /v1/documents/{slug}/cards/{key}', () => `${document}/cards/k`, openToAll],
  ['GET /v1/documents/{slug}/editions', () => `${document}/editions`, openToAll],
  ['GET /v1/documents/{slug}/editions/{number}', () => `${document}/editions/1`, openToAll],
  ['GET /v1/cards', () => '/v1/cards', openToAll],
  ['GET /v1/changes', () => '/v1/changes', openToAll],

  ['GET /v1/documents/{slug}/original', () => `${document}/original`, editors],
  ['GET /v1/documents/{slug}/variants', () => `${document}/variants`, editors],
  ['GET /v1/documents/{slug}/variants/{locale}', () => variant, editors],
  [
    'GET /v1/documents/{slug}/variants/{locale}/segments/{id}/history',
    () => `${inEnglish()}/history`,
    editors,
  ],

  [
    'PUT /v1/documents/{slug}/variants/{locale}/segments/{id}',
    inEnglish,
    translateEnglish,
    () => ({ json: { text: 'T' }, headers: match }),
  ],
  [
    'PUT /v1/documents/{slug}/variants/{locale}/segments/{id}',
    inEnglish,
    translateEnglish,
    () => ({ json: { text: 'D', state: 'initial' }, headers: match }),
  ],
  [
    'PUT /v1/documents/{slug}/variants/{locale}/segments/{id}',
    inEnglish,
    reviewEnglish,
    () => ({ json: { text: 'R', state: 'reviewed' }, headers: match }),
  ],
  [
    'POST /v1/documents/{slug}/variants/{locale}/segments/{id}/comments',
    () => `${inEnglish()}/comments`,
    commentEnglish,
    () => ({ json: { text: 'Hm.' } }),
  ],

  ['POST /v1/documents', () => '/v1/documents', publishers, () => ({ json: { text: 'T.' } })],
  [
    'PUT /v1/documents/{slug}/original',
    () => `${document}/original?dryRun=true`,
    publishers,
    () => ({ json: { text: 'T.' }, headers: match }),
  ],
  [
    'PUT /v1/documents/{slug}/original',
    () => `${document}/original`,
    publishers,
    () => ({ json: { text: '# Titre\n\nUne phrase. Une autre.\n' }, headers: match }),
  ],
  [
    'PUT /v1/documents/{slug}/title',
    () => `${document}/title`,
    publishers,
    () => ({ json: { text: 'Titre' } }),
  ],
  [
    'PUT /v1/documents/{slug}/summary',
    () => `${document}/summary`,
    publishers,
    () => ({ json: { text: 'S.' } }),
  ],
  ['PUT /v1/documents/{slug}/cards/{key}', () => `${document}/cards/k`, publishers, () => ({ json: card })],
  ['DELETE /v1/documents/{slug}/cards/{key}', () => `${document}/cards/k`, publishers],
  [
    'POST /v1/documents/{slug}/variants/{locale}/editions',
    () => `${variant}/editions`,
    publishers,
    () => ({ json: { allowGaps: true } }),
  ],
  [
    'DELETE /v1/documents/{slug}/variants/{locale}/editions/live',
    () => `${variant}/editions/live?to=1`,
    publishers,
  ],

  ['GET /v1/keys', () => '/v1/keys', admins],
  [
    'POST /v1/keys',
    () => '/v1/keys',
    admins,
    () => ({ json: { name: 'K', roles: [{ role: 'publisher' }] } }),
  ],
  ['DELETE /v1/keys/{id}', () => `/v1/keys/${spareKey}`, admins],
  ['GET /v1/events', () => '/v1/events', admins],
  ['PUT /v1/locales/{locale}', () => '/v1/locales/ar', admins, () => ({ json: { fallbacks: ['fr'] } })],
]

test('the table names every endpoint there is', () => {
  const named = new Set(table.map(([operation]) => operation))
  const all = endpoints.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect([...named].toSorted()).toEqual(all.toSorted())
})

/** Allowed is whatever is not refused for who asks: an answer, or a part that is not there. */
function outcomeOf(status: number): string {
  if (status === 401) return '1'
  if (status === 403) return '3'
  return status < 300 || status === 404 ? '+' : `(${status})`
}

test.each(table.map((row) => [`${row[0]} ${JSON.stringify(row[3]?.() ?? '')}`, row] as const))(
  '%s',
  async (_, [operation, path, outcomes, options]) => {
    const [method = ''] = operation.split(' ')
    const json = { name: 'Spare', roles: [{ role: 'publisher' }] }
    spareKey = (await must(app, 201, 'POST', '/v1/keys', { json })).json.id
    if (method === 'DELETE') await must(app, 200, 'PUT', `${document}/title`, { json: { text: 'Titre' } })
    const got: string[] = []
    for (const person of people) {
      const answer = await app.send(method, path(), { key: keys.get(person) ?? null, ...options?.() })
      got.push(outcomeOf(answer.status))
      if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /)
    }
    expect(got.join('')).toBe(outcomes)
  },
)

test('a key is shown once, stored hashed, and named in the history', async () => {
  const json = { name: 'Nadia', roles: [{ role: 'translator', locale: 'en' }] }
  const { key, id } = (await must(app, 201, 'POST', '/v1/keys', { json })).json
  const listed = await must(app, 200, 'GET', '/v1/keys', { key: app.adminKey })
  expect(listed.text).not.toContain(key)
  const shown = listed.json.items.find((item: { id: string }) => item.id === id)
  expect(shown).toMatchObject({ name: 'Nadia', hint: key.slice(-4), revokedAt: null, roles: json.roles })
  const saved = await must(app, 200, 'PUT', inEnglish(), { key, json: { text: 'By Nadia' }, headers: match })
  expect(saved.json.author).toBe('Nadia')
})

test('the last admin key cannot be revoked', async () => {
  const { items } = (await must(app, 200, 'GET', '/v1/keys', { key: app.adminKey })).json
  const [first] = items
  expect(first.name).toBe('First admin')
  const refused = await must(app, 409, 'DELETE', `/v1/keys/${first.id}`)
  expect(refused.json.type).toMatch(/lastAdmin$/)
})

/** Everything that is stored of one locale of a document: what editors see, what readers see, what was before. */
async function stateOf(locale: string): Promise<string> {
  const key = app.adminKey
  const parts = [
    await app.send('GET', `/v1/documents/livre/variants/${locale}`, { key }),
    await app.send('GET', `/v1/documents/livre/editions?locale=${locale}`),
  ]
  const coverage = await app.send('GET', '/v1/documents/livre/variants', { key })
  const own = coverage.json.items.find((item: { locale: string }) => item.locale === locale)
  const { title, body, edition } = (await app.send('GET', `/v1/documents/livre?locale=${locale}`)).json
  return JSON.stringify([parts.map((part) => part.json), own, title, body, edition])
}

test('whatever is done in one locale leaves every other as it was', async () => {
  await write(app, '# Livre\n\nUn. Deux. Trois.\n\nQuatre.\n', { slug: 'livre' })
  await publish(app, 'livre', 'fr')
  for (const locale of ['en', 'ar']) {
    await translateRest(app, 'livre', locale)
    await publish(app, 'livre', locale, { slug: `livre-${locale}` })
  }
  await revise(app, 'livre', '# Livre\n\nUn. Deux mille. Trois.\n\nQuatre.\n')
  const operation = fc.record({
    kind: fc.constantFrom(
      'save',
      'draft',
      'review',
      'retract',
      'comment',
      'publish',
      'withdraw',
      'back',
      'slug',
    ),
    at: fc.nat(4),
    locale: fc.constantFrom('en', 'ar'),
    word: fc.stringMatching(/^[a-z]{1,8}$/),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 6, maxLength: 10 }), async (operations) => {
      for (const { kind, at, locale, word } of operations) {
        const others = ['fr', 'en', 'ar'].filter((each) => each !== locale)
        const before = await Promise.all(others.map(stateOf))
        const address = `/v1/documents/livre/variants/${locale}`
        const one = (await sentencesAt(app, 'livre', locale))[at]?.id ?? ''
        const put = (json: unknown) => app.send('PUT', `${address}/segments/${one}`, { json, headers: match })
        const status = {
          save: () => put({ text: word }),
          draft: () => put({ text: word, state: 'initial' }),
          review: () => put({ text: word, state: 'reviewed' }),
          retract: () => put({ text: '', state: 'initial' }),
          comment: () => app.send('POST', `${address}/segments/${one}/comments`, { json: { text: word } }),
          publish: () => app.send('POST', `${address}/editions`, { json: { allowGaps: true } }),
          withdraw: () => app.send('DELETE', `${address}/editions/live`),
          back: () => app.send('DELETE', `${address}/editions/live?to=1`),
          slug: () =>
            app.send('POST', `${address}/editions`, { json: { allowGaps: true, slug: `${word}-${locale}` } }),
        }[kind]
        expect([200, 201, 204, 404, 412]).toContain((await status()).status)
        expect(await Promise.all(others.map(stateOf)), `${kind} ${locale}`).toEqual(before)
      }
    }),
    { numRuns: 2 },
  )
})
