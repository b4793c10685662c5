import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { refusalCodes } from '../../src/refusal.ts'
import type { RefusalCode } from '../../src/refusal.ts'
import { startApp, testServices } from '../support/app.ts'
import type { Answer, SendOptions, TestApp } from '../support/app.ts'
import { must, publish, save, sentencesAt, write } from '../support/desk.ts'

/** Every way in which a request can go wrong is told as RFC 9457 has it, in the reader's language. */
let app: TestApp
let segment = ''
let former = ''
let adminKeyId = ''
let translator = ''

const document = '/v1/documents/titre'
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
  await write(app, '# Titre\n\nUne phrase.\n', { slug: 'titre' })
  former = (await sentencesAt(app, 'titre', 'en'))[1]?.id ?? ''
  await must(app, 200, 'PUT', `${document}/original`, {
    json: { text: '# Titre\n\nUne phrase de plus.\n' },
    headers: { 'if-match': '"1"' },
  })
  await publish(app, 'titre', 'fr')
  const sentence = (await sentencesAt(app, 'titre', 'en'))[1]
  if (sentence === undefined) throw new Error('no sentence')
  segment = sentence.id
  await save(app, { slug: 'titre', locale: 'en', sentence }, 'One more sentence.')
  const keys = await must(app, 200, 'GET', '/v1/keys', { key: app.adminKey })
  adminKeyId = keys.json.items[0].id
  translator = await app.keyFor({ role: 'translator', locale: 'ar' })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

type Case = readonly [method: string, path: () => string, options?: () => SendOptions]
const editions = `${document}/variants/en/editions`
const inEnglish = () => `${document}/variants/en/segments/${segment}`
const text = (type: string, body: SendOptions['body'] = 'T.') => ({
  headers: { 'content-type': type, 'if-match': '*' },
  ...(body === undefined ? {} : { body }),
})
const json = (value: unknown, headers: Record<string, string> = {}) => ({ json: value, headers })

/** A request for each refusal, with the status that it has to have. What a request cannot cause is not here. */
const cases: Readonly<Partial<Record<RefusalCode, readonly [status: number, ...Case[]]>>> = {
  malformedRequest: [
    400,
    ['PUT', () => `${document}/title`, () => json({})],
    ['PUT', () => `${document}/cards/Not-a-key`, () => json({ kind: 'event', headline: 'T', text: 'T.' })],
    ['POST', () => '/v1/documents', () => json({ text: 'T.', sourceLocale: 'ja' })],
    ['GET', () => '/v1/documents?limit=1000'],
  ],
  malformedJson: [
    400,
    ['PUT', () => `${document}/title`, () => text('application/json', '{"text":')],
    ['PUT', () => `${document}/title`, () => text('application/json', new Uint8Array([0x22, 0xff, 0x22]))],
    ['POST', () => '/v1/documents', () => text('application/json', '')],
  ],
  malformedText: [400, ['POST', () => '/v1/documents', () => text('text/plain', new Uint8Array([0xff]))]],
  malformedLocale: [
    400,
    ['GET', () => `${document}?locale=fr_FR`],
    ['GET', () => `${document}/variants/e`, () => ({ key: app.adminKey })],
    [
      'POST',
      () => '/v1/documents',
      () => ({
        ...text('text/plain'),
        headers: { ...text('text/plain').headers, 'content-language': 'fr, en' },
      }),
    ],
  ],
  malformedCursor: [400, ['GET', () => '/v1/documents?cursor=x'], ['GET', () => '/v1/changes?since=x']],
  notSignedIn: [401, ['PUT', () => `${document}/title`, () => ({ ...json({ text: 'T' }), key: null })]],
  keyUnknown: [
    401,
    ['PUT', () => `${document}/title`, () => ({ ...json({ text: 'T' }), key: 'unknown' })],
    ['GET', () => '/v1/keys', () => ({ headers: { authorization: 'Basic YTpi' } })],
  ],
  notYourRole: [403, ['PUT', inEnglish, () => ({ ...json({ text: 'T' }), key: translator })]],
  noSuchAddress: [
    404,
    ['GET', () => '/v1/nothing'],
    ['GET', () => '/v1/documents/titre/nothing'],
    ['GET', () => '/problems/nothing'],
    ['GET', () => '/v1/documents/a%00b'],
  ],
  noSuchDocument: [
    404,
    ['GET', () => '/v1/documents/none'],
    ['PUT', () => '/v1/documents/none/title', () => json({ text: 'T' })],
  ],
  noSuchVariant: [404, ['GET', () => `${document}/variants/ja`, () => ({ key: app.adminKey })]],
  noSuchRevision: [404, ['POST', () => editions, () => json({ revision: 99, allowGaps: true })]],
  noSuchSegment: [
    404,
    ['PUT', () => `${document}/variants/en/segments/s_${'0'.repeat(32)}`, () => json({ text: 'T' })],
    ['PUT', () => `${document}/variants/en/segments/x`, () => json({ text: 'T' })],
    ['PUT', () => `${document}/variants/en/segments/${former}`, () => json({ text: 'T' })],
  ],
  noSuchEdition: [404, ['GET', () => `${document}/editions/99`], ['GET', () => `${document}/editions/0x1`]],
  noSuchCard: [404, ['GET', () => `${document}/cards/none`], ['DELETE', () => `${document}/cards/none`]],
  noSuchKey: [
    404,
    ['DELETE', () => '/v1/keys/x'],
    ['DELETE', () => '/v1/keys/00000000-0000-0000-0000-000000000000'],
  ],
  noSummary: [404, ['GET', () => `${document}/summary`]],
  noEditionInLanguage: [404, ['GET', () => `${document}?locale=ar&fallback=none`]],
  nothingLive: [404, ['DELETE', () => `${document}/variants/ar/editions/live`]],
  methodNotAllowed: [405, ['PATCH', () => document], ['DELETE', () => '/v1/documents']],
  slugTaken: [409, ['POST', () => '/v1/documents', () => json({ text: 'T.', slug: 'titre' })]],
  lastAdmin: [409, ['DELETE', () => `/v1/keys/${adminKeyId}`]],
  revisionConflict: [
    412,
    ['PUT', () => `${document}/original`, () => json({ text: 'T.' }, { 'if-match': '"1"' })],
    ['PUT', () => `${document}/original?dryRun=true`, () => json({ text: 'T.' }, { 'if-match': '"1"' })],
    ['PUT', () => `${document}/original`, () => json({ text: 'T.' }, { 'if-match': 'W/"2"' })],
    ['PUT', () => `${document}/title`, () => json({ text: 'T' }, { 'if-match': '"3"' })],
    ['DELETE', () => `${document}/cards/none`, () => ({ headers: { 'if-match': '"1"' } })],
  ],
  translationConflict: [
    412,
    ['PUT', inEnglish, () => json({ text: 'T' }, { 'if-match': '"7"' })],
    ['PUT', inEnglish, () => json({ text: 'T' }, { 'if-match': '1' })],
    [
      'PUT',
      () => `${document}/variants/ar/segments/${segment}`,
      () => json({ text: 'T' }, { 'if-match': '*' }),
    ],
  ],
  tooLarge: [
    413,
    ['PUT', () => `${document}/title`, () => json({ text: 'x'.repeat(1_000_001) })],
    ['POST', () => '/v1/documents', () => text('text/plain', new Uint8Array(8_000_001).fill(0x61))],
    [
      'PUT',
      () => `${document}/title`,
      () => ({ headers: { 'content-type': 'application/json', 'content-length': '9999999' }, body: '{}' }),
    ],
  ],
  unsupportedMediaType: [
    415,
    ['PUT', () => `${document}/title`, () => text('text/plain')],
    ['POST', () => '/v1/documents', () => text('application/pdf')],
    ['POST', () => '/v1/documents', () => text('')],
    ['POST', () => '/v1/documents', () => text('text/plain; charset=klingon')],
  ],
  originalEmpty: [
    422,
    ['POST', () => '/v1/documents', () => json({ text: ' \n\n ' })],
    ['POST', () => '/v1/documents', () => text('text/plain', 'date 2024-04\n')],
    ['PUT', () => `${document}/original`, () => text('text/markdown', '')],
  ],
  textRefused: [422, ['PUT', () => `${document}/title`, () => json({ text: 'a\u202Eb' })]],
  evidenceUnknown: [
    422,
    ['PUT', () => `${document}/summary`, () => json({ text: 'S.', evidence: [former] })],
  ],
  sourceLocaleNotTranslated: [
    422,
    ['PUT', () => `${document}/variants/fr/segments/${segment}`, () => json({ text: 'T' })],
  ],
  gapsInTranslation: [422, ['POST', () => editions, () => json({})]],
  versionMissing: [
    428,
    ['PUT', () => `${document}/original`, () => json({ text: 'T.' })],
    ['PUT', inEnglish, () => json({ text: 'T' })],
  ],
}

test('every refusal that a request can cause is caused here', () => {
  const others: RefusalCode[] = ['tooManyRequests', 'databaseAway', 'unexpected']
  expect(Object.keys(cases).toSorted()).toEqual(
    refusalCodes.filter((code) => !others.includes(code)).toSorted(),
  )
})

const languages = [
  ['ar', 'ar', /\p{Script=Arabic}/u],
  ['fr-CA', 'fr', /[a-zà-ÿ]/],
  ['zh-Hans', 'zh-Hans', /\p{Script=Han}/u],
] as const

const flat = Object.entries(cases).flatMap(([code, entry]) => {
  const [status, ...requests] = entry
  return requests.map((request, at) => [`${code} ${at + 1}`, code, status, request] as const)
})

function checkProblem(answer: Answer, expected: { code: string; status: number; path: string }): void {
  const { headers, json: problem } = answer
  expect(answer.status, answer.text.slice(0, 300)).toBe(expected.status)
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(problem).toMatchObject({
    type: `http://fiche.test/problems/${expected.code}`,
    status: expected.status,
    instance: new URL(expected.path, 'http://fiche.test').pathname,
  })
  for (const words of [problem.title, problem.detail]) {
    expect(words).toMatch(/\S/)
    expect(words).not.toMatch(/\{\{|undefined|refusal\.|\[object/)
  }
}

test.each(flat)('%s', async (_, code, status, [method, path, options]) => {
  const sent = options?.() ?? {}
  const said = new Set<string>()
  for (const [language, locale, script] of languages) {
    const headers = { 'accept-language': language, ...sent.headers }
    const answer = await app.send(method, path(), { ...sent, headers })
    checkProblem(answer, { code, status, path: path() })
    if (new URL(path(), 'http://fiche.test').searchParams.has('locale')) return
    expect(answer.headers.get('content-language')).toBe(locale)
    expect(answer.json.title).toMatch(script)
    expect(answer.json.detail).toMatch(script)
    said.add(answer.json.title)
  }
  expect(said.size).toBe(languages.length)
})

test.each(Object.keys(cases))(
  'the type of %s leads to an explanation in the reader’s language',
  async (code) => {
    const explanations = new Set<string>()
    for (const [language, locale] of languages) {
      const { headers, text: page } = await must(app, 200, 'GET', `/problems/${code}`, {
        headers: { 'accept-language': language },
      })
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('content-language')).toBe(locale)
      explanations.add(page)
    }
    expect(explanations.size).toBe(languages.length)
  },
)

test('who wrote second is given what is there, and loses nothing', async () => {
  const mine = { text: 'Mine', state: 'translated' }
  for (const headers of [{}, { 'if-match': '"0"' }, { 'if-match': '"2"' }]) {
    const { json: problem } = await app.send('PUT', inEnglish(), { json: mine, headers })
    expect(problem.current).toMatchObject({ version: 1, text: 'One more sentence.', author: 'First admin' })
  }
  const saved = await must(app, 200, 'PUT', inEnglish(), json(mine, { 'if-match': '"1"' }))
  expect(saved.headers.get('etag')).toBe('"2"')
  const again = await must(app, 412, 'PUT', inEnglish(), json({ text: 'Late' }, { 'if-match': '"1"' }))
  expect(again.json.current).toMatchObject({ version: 2, text: 'Mine' })
  const conflict = await must(
    app,
    412,
    'PUT',
    `${document}/original`,
    json({ text: 'X.' }, { 'if-match': '"1"' }),
  )
  expect(conflict.json.current).toEqual({ revision: 2, text: '# Titre\n\nUne phrase de plus.\n' })
  const { headers } = await must(app, 200, 'GET', `${document}/original`, { key: app.adminKey })
  expect(headers.get('etag')).toBe('"2"')
})

test.each([
  ['PUT', `${document}/title`, {}, '/text', 'required'],
  ['PUT', `${document}/title`, { text: 1 }, '/text', 'wrongType'],
  ['PUT', `${document}/title`, { text: null }, '/text', 'wrongType'],
  ['PUT', `${document}/title`, { text: '' }, '/text', 'tooShort'],
  ['PUT', `${document}/title`, { text: 'x'.repeat(501) }, '/text', 'tooLong'],
  ['PUT', `${document}/title`, { text: 'T', titel: 1 }, '/titel', 'unknownField'],
  ['PUT', `${document}/title`, { text: 'T', 'a/b~c': 1 }, '/a~1b~0c', 'unknownField'],
  ['PUT', `${document}/title`, [], '', 'wrongType'],
  ['PUT', `${document}/summary`, { text: 'T', evidence: ['x'] }, '/evidence/0', 'malformed'],
  ['PUT', `${document}/cards/k`, { kind: 'fact', headline: 'T', text: 'T' }, '/kind', 'notOneOf'],
  ['POST', '/v1/documents', { text: 'T.', asOf: '2024-02-30' }, '/asOf', 'malformedDate'],
  ['POST', '/v1/documents', { text: 'T.', slug: 'Not a Slug' }, '/slug', 'malformedSlug'],
  ['POST', '/v1/documents', { text: 'T.', topics: ['a', 'B'] }, '/topics/1', 'malformed'],
  ['POST', '/v1/documents', { text: 'T.', title: 'a\nb' }, '/title', 'controlCharacter'],
  ['POST', '/v1/documents', { text: 'T.', sourceLocale: 'ja' }, '/sourceLocale', 'notOneOf'],
  ['PUT', `${document}/variants/en/segments/{id}`, { text: 'T', state: 'final' }, '/state', 'notOneOf'],
  ['POST', editions, { revision: 0 }, '/revision', 'tooSmall'],
  ['POST', editions, { revision: 1.5 }, '/revision', 'wrongType'],
  ['POST', '/v1/keys', { name: 'k', roles: [] }, '/roles', 'tooShort'],
  [
    'POST',
    '/v1/keys',
    { name: 'k', roles: [{ role: 'translator', locale: 'ja' }] },
    '/roles/0/locale',
    'notOneOf',
  ],
])('%s %s with %j: %s is %s', async (method, path, body, pointer, code) => {
  const answer = await must(app, 400, method, path.replace('{id}', segment), { json: body })
  expect(answer.json.errors).toMatchObject([{ pointer, code }])
  expect(answer.json.errors[0].detail).toMatch(/\S/)
})

test.each([
  [{ type: 'date', from: '2020', to: '2019' }, '/value/to', 'tooSmall'],
  [{ type: 'date', from: '2020-13' }, '/value/from', 'malformedDate'],
  [{ type: 'date', from: '..' }, '/value/from', 'malformedDate'],
  [{ type: 'quantity', number: 1, unit: 'furlong-ish' }, '/value/unit', 'malformedUnit'],
  [{ type: 'quantity', number: '1' }, '/value/number', 'wrongType'],
])('the value %j: %s is %s', async (value, pointer, code) => {
  const card = { kind: 'figure', headline: 'T', text: 'T.', value }
  const { json: problem } = await must(app, 400, 'PUT', `${document}/cards/v`, { json: card })
  expect(problem.errors).toMatchObject([{ pointer, code }])
})

test('every field that is wrong is named at once', async () => {
  const wrong = { kind: 'x', topics: ['A'], headline: '', text: 1, colour: 'red' }
  const { json: problem } = await must(app, 400, 'PUT', `${document}/cards/k`, { json: wrong })
  const pointers = problem.errors.map(({ pointer }: { pointer: string }) => pointer)
  expect(pointers.toSorted()).toEqual(['/colour', '/headline', '/kind', '/text', '/topics/0'])
})

test('what a request said is shown in a problem, and cannot disturb it', async () => {
  const name = `${'x'.repeat(300)}\u202E<b>`
  const { json: problem } = await must(app, 404, 'GET', `/v1/documents/${encodeURIComponent(name)}`)
  expect(problem.detail.length).toBeLessThan(300)
  expect(problem.detail).not.toContain('\u202E')
})

test('a browser that asks for a page gets the problem as one', async () => {
  const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en' }
  const page = await must(app, 404, 'GET', '/ar/nothing', { headers })
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.text).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/)
  const api = await must(app, 404, 'GET', '/v1/documents/nothing', { headers })
  expect(api.headers.get('content-type')).toMatch(/^application\/problem\+json/)
})

test('a fault of ours is reported to the operator, and to nobody else', async () => {
  const reports: unknown[] = []
  const failing = async (): Promise<never> => {
    throw new Error('secret of the house')
  }
  const { delivery } = app
  const database = { ...app.database, transact: failing }
  const report = (error: unknown) => reports.push(error)
  const service = buildApp(testServices({ database, delivery, report }))
  const request = new Request('http://fiche.test/v1/keys', {
    method: 'POST',
    headers: { authorization: `Bearer ${app.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'k', roles: [{ role: 'publisher' }] }),
  })
  const response = await service.fetch(request)
  expect(response.status).toBe(500)
  const body = await response.text()
  expect(body).toMatch(/problems\/unexpected/)
  expect(body).not.toMatch(/secret|Error|\.ts|at /)
  expect(reports).toHaveLength(1)
})
