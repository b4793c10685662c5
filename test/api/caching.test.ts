import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { must, publish, revise, translateRest, write } from '../support/desk.ts'

/** Validators, conditional requests, codings, methods and scripts of other sites (RFC 9110, 9111, Fetch). */
let app: TestApp
const sample = '/v1/documents/maroc-etats-unis-securite'
const explicit = `${sample}?locale=ar`
beforeAll(async () => {
  app = await startApp({ sample: true })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const get = (path: string, headers: Record<string, string> = {}) => app.send('GET', path, { headers })
const tagOf = async (path: string): Promise<string> => (await get(path)).headers.get('etag') ?? ''

const reads = [
  '/v1/locales',
  '/v1/documents?locale=ar',
  explicit,
  `${sample}/summary?locale=ar`,
  `${sample}/cards?locale=ar`,
  `${sample}/cards/allie-principal?locale=ar`,
  `${sample}/editions?locale=ar`,
  `${sample}/editions/1?locale=ar`,
  '/v1/cards?locale=ar',
]

test.each(reads)('%s has a strong validator, may be kept, and is not sent twice', async (path) => {
  const first = await must(app, 200, 'GET', path)
  const tag = first.headers.get('etag') ?? ''
  expect(tag).toMatch(/^"[\w-]+"$/)
  expect(first.headers.get('cache-control')).toMatch(
    /^public,.*s-maxage=\d+.*stale-while-revalidate.*stale-if-error/,
  )
  expect(first.headers.get('surrogate-key')?.split(' ').join(',')).toBe(first.headers.get('cache-tag'))
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, `"other" ,W/${tag},"x"`, '*']) {
    const again = await get(path, { 'if-none-match': known })
    expect(again.status, known).toBe(304)
    expect(again.text).toBe('')
    for (const name of ['etag', 'cache-control', 'vary', 'content-location', 'last-modified']) {
      expect(again.headers.get(name), name).toBe(first.headers.get(name))
    }
    expect(again.headers.get('content-length')).toBeNull()
  }
  for (const unknown of ['"other"', tag.slice(1, -1), '']) {
    expect((await get(path, { 'if-none-match': unknown })).status, unknown).toBe(200)
  }
})

/** An answer as its bytes are, in whichever coding. */
async function raw(path: string, encoding: string, method = 'GET') {
  const { database, delivery } = app
  const headers = { 'accept-encoding': encoding }
  const response = await buildApp(testServices({ database, delivery })).fetch(
    new Request(`http://fiche.test${path}`, { method, headers }),
  )
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

test.each(reads)('HEAD %s answers with the headers of GET', async (path) => {
  for (const headers of [{}, { 'if-none-match': await tagOf(path) }]) {
    const whole = await get(path, headers)
    const head = await app.send('HEAD', path, { headers })
    expect(head.status).toBe(whole.status)
    expect(head.text).toBe('')
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers))
  }
  const [whole, head] = [await raw(path, 'br'), await raw(path, 'br', 'HEAD')]
  expect(head.bytes.byteLength).toBe(0)
  expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers))
})

test('If-Modified-Since counts only without If-None-Match, and only if it is a date', async () => {
  const { headers } = await get(explicit)
  const modified = headers.get('last-modified') ?? ''
  expect(new Date(modified).toUTCString()).toBe(modified)
  expect(Date.parse(modified)).toBeLessThanOrEqual(Date.now())
  const earlier = new Date(Date.parse(modified) - 1000).toUTCString()
  expect((await get(explicit, { 'if-modified-since': modified })).status).toBe(304)
  expect((await get(explicit, { 'if-modified-since': earlier })).status).toBe(200)
  expect((await get(explicit, { 'if-modified-since': 'yesterday' })).status).toBe(200)
  expect((await get(explicit, { 'if-modified-since': modified, 'if-none-match': '"x"' })).status).toBe(200)
})

test('the validator changes exactly when the answer does', async () => {
  await write(app, '# Sel\n\nLe sel. Le poivre.\n', { slug: 'sel' })
  await publish(app, 'sel', 'fr')
  await translateRest(app, 'sel', 'en')
  await publish(app, 'sel', 'en', { slug: 'salt' })
  const paths = ['fr', 'en'].flatMap((locale) =>
    ['', '/cards', '/editions', '/editions/1'].map((part) => `/v1/documents/sel${part}?locale=${locale}`),
  )
  const seen = async () => Promise.all(paths.map((path) => get(path)))
  let before = await seen()
  const steps = [
    () => translateRest(app, 'sel', 'ar'),
    () => revise(app, 'sel', '# Sel\n\nLe gros sel. Le poivre.\n'),
    () => must(app, 200, 'PUT', '/v1/documents/sel/title', { json: { text: 'Le sel' } }),
    () => publish(app, 'sel', 'fr'),
    () => publish(app, 'sel', 'en', { allowGaps: true }),
    () => publish(app, 'sel', 'ar', { allowGaps: true, slug: 'ملح' }),
    () => must(app, 204, 'DELETE', '/v1/documents/sel/variants/ar/editions/live'),
    () => must(app, 204, 'DELETE', '/v1/documents/sel/variants/en/editions/live?to=1'),
  ]
  for (const step of steps) {
    await step()
    const after = await seen()
    for (const [at, answer] of after.entries()) {
      const former = before[at]
      const isSame = answer.text === former?.text
      expect(answer.headers.get('etag') === former?.headers.get('etag'), paths[at]).toBe(isSame)
    }
    before = after
  }
})

test('Last-Modified moves with everything that the answer tells, also with what is withdrawn', async () => {
  await write(app, '# Thé\n\nLe thé.\n', { slug: 'the' })
  await publish(app, 'the', 'fr')
  await translateRest(app, 'the', 'en')
  await publish(app, 'the', 'en', { slug: 'tea' })
  const paths = ['/v1/documents/the?locale=fr', '/v1/documents/the/editions/1?locale=fr']
  const before = await Promise.all(paths.map((path) => get(path)))
  await new Promise((resolve) => {
    setTimeout(resolve, 1000 - (Date.now() % 1000) + 10)
  })
  await must(app, 204, 'DELETE', '/v1/documents/the/variants/en/editions/live')
  for (const [at, path] of paths.entries()) {
    const modified = before[at]?.headers.get('last-modified') ?? ''
    const after = await get(path, { 'if-modified-since': modified })
    expect(after.status, path).toBe(200)
    expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.parse(modified))
  }
})

test.each([
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, br', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['identity', null],
  ['br;q=0, gzip;q=0', null],
  ['compress, x-unknown', null],
  ['br;q=oops', null],
  ['', null],
])('Accept-Encoding: %s is answered in %s, with a validator of its own', async (accepted, coding) => {
  const plain = await raw(explicit, 'identity')
  const { headers, bytes } = await raw(explicit, accepted)
  expect(headers.get('content-encoding')).toBe(coding)
  expect(headers.get('vary')).toMatch(/accept-encoding/i)
  expect(headers.get('content-length')).toBe(String(bytes.byteLength))
  const decoded =
    coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
  expect(decoded.equals(plain.bytes)).toBe(true)
  expect(headers.get('etag') === plain.headers.get('etag')).toBe(coding === null)
  const again = await get(explicit, {
    'accept-encoding': accepted,
    'if-none-match': headers.get('etag') ?? '',
  })
  expect(again.status).toBe(304)
})

test('three codings, three validators', async () => {
  const tags = await Promise.all(
    ['br', 'gzip', 'identity'].map(async (coding) => (await raw(explicit, coding)).headers.get('etag')),
  )
  expect(new Set(tags).size).toBe(3)
  for (const tag of tags) expect(tag).toMatch(/^"/)
})

test.each([
  ['/v1/locales', 'GET, HEAD, OPTIONS'],
  ['/v1/documents', 'GET, HEAD, POST, OPTIONS'],
  [sample, 'GET, HEAD, OPTIONS'],
  [`${sample}/original`, 'GET, HEAD, PUT, OPTIONS'],
  [`${sample}/cards/x`, 'GET, HEAD, PUT, DELETE, OPTIONS'],
  [`${sample}/title`, 'PUT, OPTIONS'],
  [`${sample}/variants/ar/editions/live`, 'DELETE, OPTIONS'],
  ['/openapi.json', 'GET, HEAD, OPTIONS'],
  ['/problems/tooLarge', 'GET, HEAD, OPTIONS'],
  ['/health/live', 'GET, HEAD, OPTIONS'],
])('%s allows %s, and says so', async (path, allow) => {
  const options = await must(app, 204, 'OPTIONS', path, { key: null })
  expect(options.headers.get('allow')?.split(', ').toSorted()).toEqual(allow.split(', ').toSorted())
  expect(options.text).toBe('')
  const allowed = allow.split(', ')
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']) {
    if (allowed.includes(method)) continue
    const refused = await must(app, 405, method, path)
    expect(refused.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted())
    if (method !== 'HEAD') expect(refused.json.type).toMatch(/methodNotAllowed$/)
  }
})

test('scripts of any site may read, none may write', async () => {
  const origin = { origin: 'https://elsewhere.test' }
  const read = await get(explicit, origin)
  expect(read.headers.get('access-control-allow-origin')).toBe('*')
  expect(read.headers.get('access-control-allow-credentials')).toBeNull()
  const exposed = read.headers.get('access-control-expose-headers')?.toLowerCase() ?? ''
  for (const name of ['etag', 'link', 'content-language', 'content-location']) expect(exposed).toContain(name)
  const failed = await get('/v1/documents/none', origin)
  expect(failed.headers.get('access-control-allow-origin')).toBe('*')
  const preflight = await app.send('OPTIONS', `${sample}/title`, {
    key: null,
    headers: { ...origin, 'access-control-request-method': 'PUT' },
  })
  expect(preflight.headers.get('access-control-allow-methods') ?? '').not.toMatch(/PUT|POST|DELETE|\*/)
  expect(preflight.headers.get('access-control-allow-headers') ?? '').not.toMatch(/authorization|\*/i)
  const written = await app.send('PUT', `${sample}/title`, { headers: origin, json: {} })
  expect(written.headers.get('access-control-allow-origin')).toBeNull()
})

test('answers to editors and problems are kept by no shared cache', async () => {
  const key = app.adminKey
  for (const path of [
    `${sample}/original`,
    `${sample}/variants`,
    `${sample}/variants/ar`,
    '/v1/keys',
    '/v1/events',
  ]) {
    const { headers } = await must(app, 200, 'GET', path, { key })
    expect(headers.get('cache-control'), path).toMatch(/private|no-store/)
  }
  expect((await get('/v1/documents/none')).headers.get('cache-control')).toBe('no-store')
})

test('every answer forbids sniffing, framing and scripts that are not ours', async () => {
  for (const path of [explicit, '/v1/documents/none', '/ar', '/nothing/at/all']) {
    const { headers } = await get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
  }
})
