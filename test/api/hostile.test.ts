import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/web/routes.ts'
import { startApp } from '../support/app.ts'
import type { SendOptions, TestApp } from '../support/app.ts'
import { publish, sentencesAt, write } from '../support/desk.ts'

/**
 * Strings that have broken programs, in every place where a request can hold one. Whatever the answer is, it is the
 * service's own: no 5xx, nothing reported to the operator, every refusal a problem document.
 */
let app: TestApp
let segment = ''
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
  await write(app, '# Titre\n\nUne phrase.\n', { slug: 'titre' })
  await publish(app, 'titre', 'fr')
  segment = (await sentencesAt(app, 'titre', 'en'))[1]?.id ?? ''
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const hostile = [
  '',
  ' ',
  'a\0b',
  '\u{1B}[31m\u{7F}\u{85}',
  '\uD800',
  '\u202Edrow',
  '\uFEFF\uFFFE\u{10FFFF}',
  'e\u0301\u0301\u0301',
  'w'.repeat(100_000),
  '../../../etc/passwd',
  "x'; drop table document; --",
  '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}$t(key)__proto__',
  '👩‍👩‍👧‍👦🇲🇦',
  'عربي‏ (abc) עברית',
  'a\r\nX-Injected: 1\u2028',
  '1e400',
  '*',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
]

/** In an address, as it is sent: what is no text, what is no text any more when it is decoded, what is too much. */
const inAddress = [
  '%20',
  '%00',
  'a%00b',
  '%ff',
  '%C3',
  '%ED%A0%80',
  '%',
  '%2e%2e%2f',
  '..%5c',
  '%0d%0aX-Injected:%201',
  '%E2%80%AEdrow',
  encodeURIComponent("x'; drop table document; --"),
  encodeURIComponent('<script>alert(1)</script>'),
  encodeURIComponent('👩‍👩‍👧‍👦 عربي e\u0301\uFFFE'),
  'w'.repeat(100_000),
  '-1',
  '1e400',
  '99999999999999999999',
  '00000000-0000-0000-0000-000000000000',
  'WyIiLCJ4Il0',
  'WzFlOTk5LCIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAiLCJcdTAwMDAiXQ',
  'WyJcdWQ4MDAiLCIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAiXQ',
]

const asHeader = (text: string): string =>
  Buffer.from(text.replaceAll(/[\0\r\n]/g, '').slice(0, 12_000), 'utf8').toString('latin1')

const example: Readonly<Record<string, string>> = { slug: 'titre', locale: 'en', key: 'k', number: '1' }
const placeOf = (path: string, replaced = '', by = '') =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === replaced ? by : name === 'id' ? segment : (example[name] ?? ''),
  )

async function survives(method: string, path: string, options: SendOptions = {}): Promise<number> {
  const answer = await app.send(method, path, { key: app.adminKey, ...options })
  const about = `${method} ${path.slice(0, 200)} ${JSON.stringify(options).slice(0, 200)}`
  expect(answer.status, `${about}: ${answer.text.slice(0, 200)}`).toBeLessThan(500)
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type'), about).toContain('application/problem+json')
    expect(answer.json.status, about).toBe(answer.status)
  }
  expect(answer.headers.get('x-injected'), about).toBeNull()
  return answer.status
}

test('in every parameter of every query', async () => {
  const seen = new Set<string>()
  for (const { method, path, query } of endpoints) {
    for (const name of Object.keys(query?.shape ?? {})) {
      // These are read in one place for all; what else there is goes to a query of its own.
      if (['locale', 'fallback', 'limit'].includes(name) && seen.has(name)) continue
      seen.add(name)
      for (const text of inAddress) {
        const json = method === 'get' ? {} : { json: {} }
        await survives(method.toUpperCase(), `${placeOf(path)}?${name}=${text}`, json)
      }
    }
  }
})

const headerNames = [
  'accept',
  'accept-datetime',
  'accept-encoding',
  'accept-language',
  'content-language',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'range',
  'x-forwarded-host',
] as const

test('in every header, alone and in all at once', async () => {
  const body = '# T\n\nX.\n'
  const type = { 'content-type': 'text/markdown' }
  for (const value of hostile.map(asHeader)) {
    await survives('GET', '/v1/documents/titre', { headers: { authorization: value }, key: null })
    const all = Object.fromEntries(headerNames.map((name) => [name, value]))
    await survives('POST', '/v1/documents', { headers: { ...all, ...type }, body })
    await survives('POST', '/v1/documents', {
      headers: { 'content-type': `text/plain; charset=${value}` },
      body,
    })
    for (const name of headerNames) {
      await survives('GET', '/v1/documents/titre', { headers: { [name]: value } })
    }
    await survives('PUT', '/v1/documents/titre/original', { headers: { ...type, 'if-match': value }, body })
  }
})

const card = {
  kind: 'event',
  topics: ['t'],
  value: { type: 'date', from: '1999', to: '2000' },
  headline: 'H',
  text: 'T',
  evidence: [],
}
const bodies: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  [
    'POST',
    '/v1/documents',
    { text: 'X.', slug: 's', sourceLocale: 'fr', title: 't', asOf: '2024', topics: ['t'], note: 'n' },
  ],
  ['PUT', '/v1/documents/titre/original', { text: 'X.', note: 'n', asOf: '2024', topics: ['t'] }],
  ['PUT', '/v1/documents/titre/title', { text: 'T' }],
  ['PUT', '/v1/documents/titre/summary', { text: 'T', evidence: [] }],
  ['PUT', '/v1/documents/titre/cards/k', card],
  ['PUT', '/v1/documents/titre/variants/en/segments/{id}', { text: 'T', state: 'translated' }],
  ['POST', '/v1/documents/titre/variants/en/segments/{id}/comments', { text: 'T' }],
  ['POST', '/v1/documents/titre/variants/en/editions', { revision: 1, allowGaps: true, slug: 'titre-en' }],
  [
    'POST',
    '/v1/keys',
    { name: 'k', roles: [{ role: 'translator', locale: 'fr' }], expiresAt: '2099-01-01T00:00:00Z' },
  ],
]

const bodyOf = (method: string, path: string) => {
  const body = bodies.find((each) => each[0] === method && each[1].replace('titre', '{slug}') === path)?.[2]
  return body === undefined ? {} : { json: body, headers: { 'if-match': '*' } }
}

test('in every part of every path', async () => {
  for (const { method: name, path } of endpoints) {
    const method = name.toUpperCase()
    const sent = bodyOf(method, path.replace('{locale}', 'en').replace('{key}', 'k'))
    for (const [, part = ''] of path.matchAll(/\{(\w+)\}/g)) {
      const isFirst = part !== 'slug' || path === '/v1/documents/{slug}'
      for (const text of isFirst ? inAddress : inAddress.slice(0, 7)) {
        await survives(method, placeOf(path, part, text), sent)
      }
    }
  }
})

let nested: unknown = 1
for (let depth = 0; depth < 2000; depth += 1) nested = [nested]
const otherTypes = [null, true, -0.5, 1e308, [null], { __proto__: null, toString: 1 }, nested]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A body with one of its fields, at any depth, replaced. */
function* replaced(body: unknown, by: unknown): Generator {
  yield by
  if (Array.isArray(body)) for (const each of body) for (const other of replaced(each, by)) yield [other]
  if (!isRecord(body)) return
  for (const [name, value] of Object.entries(body)) {
    for (const other of replaced(value, by)) yield { ...body, [name]: other }
  }
}

test.each(bodies)('in every field of %s %s', async (method, path, body) => {
  await app.send('PUT', '/v1/documents/titre/original', {
    json: { text: 'X.' },
    headers: { 'if-match': '*' },
  })
  segment = (await sentencesAt(app, 'titre', 'en'))[1]?.id ?? ''
  const headers = { 'if-match': '*' }
  const first = path.includes('/segments/') ? {} : { headers }
  expect(await survives(method, placeOf(path), { json: body, ...first })).toBeLessThan(300)
  for (const by of [...hostile, ...otherTypes]) {
    for (const json of replaced(body, by)) await survives(method, placeOf(path), { json, headers })
  }
})

test('in a value that is a quantity', async () => {
  const value = { type: 'quantity', number: 1, unit: 'tonne' }
  for (const by of [...hostile, ...otherTypes]) {
    for (const json of replaced(value, by)) {
      await survives('PUT', '/v1/documents/titre/cards/k', { json: { ...card, value: json } })
    }
  }
})

test('a body that is no JSON, or not in UTF-8, or of another shape altogether', async () => {
  for (const [method, path] of bodies) {
    for (const body of [
      '',
      '{',
      '{"text":"\\uD8',
      '[1,',
      'NaN',
      '\u{FEFF}{}',
      '{"__proto__":{"text":"x"}}',
    ]) {
      const headers = { 'content-type': 'application/json', 'if-match': '*' }
      expect(await survives(method, placeOf(path), { body, headers })).toBeLessThan(500)
      const bytes = new Uint8Array([0x22, 0xff, 0xfe, 0x22])
      expect(await survives(method, placeOf(path), { body: bytes, headers })).toBe(400)
    }
  }
})

test.each([
  ['lone surrogates', 'a \uD800 b', 'loneSurrogate'],
  ['a NUL', 'a \0 b', 'controlCharacter'],
  ['an override of direction', 'a \u202E b', 'bidiControl'],
])('a text with %s is refused, never repaired in silence', async (_, text, code) => {
  const current = { 'if-match': '*' }
  for (const [method, path, json] of [
    ['POST', '/v1/documents', { text }],
    ['PUT', '/v1/documents/titre/original', { text }],
    ['PUT', '/v1/documents/titre/title', { text }],
    ['PUT', '/v1/documents/titre/summary', { text }],
    ['PUT', '/v1/documents/titre/cards/k2', { ...card, text }],
    ['PUT', placeOf('/v1/documents/titre/variants/en/segments/{id}'), { text }],
    ['POST', placeOf('/v1/documents/titre/variants/en/segments/{id}/comments'), { text }],
  ] as const) {
    const answer = await app.send(method, path, { json, headers: current })
    expect(answer.status, `${path} ${answer.text}`).toBe(422)
    expect(answer.json.errors).toMatchObject([{ pointer: '/text', code }])
  }
})
