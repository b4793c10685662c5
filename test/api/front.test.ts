import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { publish, read, revise, write } from '../support/desk.ts'
import { exchange, listenOn } from '../support/socket.ts'
import type { Listening } from '../support/socket.ts'
import { Tally } from '../../src/web/tally.ts'

/** The stage before the router: whatever it answers is, byte for byte, what the router answers. */
let app: TestApp
let front: Listening
let router: Listening
const tally = new Tally()
beforeAll(async () => {
  app = await startApp({ sample: true })
  const { database, delivery } = app
  const built = buildApp(testServices({ database, delivery, tally }))
  front = await listenOn(built.listener)
  router = await listenOn(built.routed)
})
afterAll(async () => {
  await front.close()
  await router.close()
  await app.close()
})

const sample = '/v1/documents/maroc-etats-unis-securite'
const targets = [
  sample,
  `${sample}?locale=ar`,
  `${sample}?locale=AR`,
  `${sample}?locale=ar&utm_source=x`,
  `${sample}?fields=title`,
  `${sample}?fields=nothing`,
  `${sample}?fallback=none`,
  `${sample}?locale=it&fallback=none`,
  `${sample}?locale=not_a_tag`,
  `${sample}?locale=`,
  `${sample}/summary?locale=zh-TW`,
  `${sample}/cards`,
  `${sample}/cards/allie-principal`,
  `${sample}/cards/nothing`,
  `${sample}/editions?locale=fr`,
  `${sample}/editions/1`,
  `${sample}/editions/99`,
  `${sample}/original`,
  `${sample}/`,
  `//v1/documents`,
  '/v1/documents',
  '/v1/documents?limit=3',
  '/v1/documents?limit=1000',
  '/v1/documents?cursor=x',
  '/v1/cards?topic=security&locale=en',
  '/v1/locales',
  '/v1/changes',
  '/v1/documents/nothing',
  '/v1/documents/%ff',
  '/v1/documents/%00',
  '/ar/%D8%A7',
  '/ar',
  '/fr/maroc-etats-unis-securite',
  '/it/maroc-etats-unis-securite',
  '/maroc-etats-unis-securite',
  '/',
  '/problems/noSuchDocument',
  '/openapi.json',
  '/docs',
  '/assets/icon.svg',
  '/assets/reference/swagger-ui.css',
  '/health/live',
  '/metrics',
  '/\u0000',
  '*',
]

const fields: readonly (readonly string[])[] = [
  [],
  ['Accept-Encoding: br'],
  ['Accept-Encoding: gzip'],
  ['Accept-Encoding: zstd, gzip;q=0.5'],
  ['Accept-Encoding: identity;q=0'],
  ['accept-encoding: br;q=0, *;q=0.1'],
  ['Accept-Language: ar, fr;q=0.5'],
  ['ACCEPT-LANGUAGE: zh-Hant-TW,zh;q=0.8', 'Accept-Encoding: gzip, deflate, br'],
  ['Accept-Language: '],
  ['Accept-Language: de', 'Accept-Language: fr'],
  ['Accept-Language: *;q=0, tlh'],
  ['If-None-Match: *'],
  ['If-None-Match: "nothing", W/"other"'],
  ['If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT'],
  ['If-Modified-Since: Fri, 31 Dec 1999 23:59:59 GMT'],
  ['If-Modified-Since: soon'],
  ['Range: bytes=0-9'],
  ['Authorization: Bearer nothing'],
  ['Accept: text/html'],
  ['Cookie: a=b', 'X-Forwarded-Host: evil.example', 'Forwarded: host=evil.example'],
]

/** An answer without what differs from one moment, or one document, to the next. */
function settled(answer: Buffer): string {
  return answer.toString('latin1').replace(/^Date: .*$/m, 'Date: now')
}

const requestOf = (method: string, target: string, more: readonly string[], host = 'fiche.test'): string =>
  [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...more, 'Connection: close', '', ''].join('\r\n')

/** Twice down the front, so that it has learnt what it may; then what it says, and what the router says. */
async function bothWays(request: string): Promise<{ front: string; router: string }> {
  await exchange(front.port, request)
  for (let attempt = 0; ; attempt++) {
    const [one, other] = [await exchange(front.port, request), await exchange(router.port, request)]
    // Between the two, a body may have been compressed better.
    const isBetter = one.includes('-br4"') && !other.includes('-br4"')
    if (!isBetter || attempt > 5) return { front: settled(one), router: settled(other) }
  }
}

test.each(targets)('%s is answered alike both ways, with every header', async (target) => {
  for (const more of fields) {
    for (const method of ['GET', 'HEAD']) {
      const answers = await bothWays(requestOf(method, target, more))
      expect(answers.front, `${method} ${more.join(', ')}`).toBe(answers.router)
      expect(answers.front).toMatch(/^HTTP\/1\.1 \d{3} /)
    }
  }
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get'])(
  '%s is answered alike both ways',
  async (method) => {
    for (const target of targets.slice(0, 2)) {
      const answers = await bothWays(requestOf(method, target, ['Content-Length: 0']))
      expect(answers.front).toBe(answers.router)
    }
  },
)

test.each([
  'fiche.test:80',
  'FICHE.TEST',
  'xn--',
  '1.2.3.256',
  '//',
  '0.0/0.0',
  '',
  'a b',
  'münchen.example',
  '[::1]:3000',
])('Host %j is answered alike both ways, after other hosts were', async (host) => {
  for (const target of [`${sample}?locale=ar`, '/fr/maroc-etats-unis-securite']) {
    await exchange(front.port, requestOf('GET', target, []))
    const answers = await bothWays(requestOf('GET', target, [], host))
    expect(answers.front).toBe(answers.router)
  }
})

test('HTTP/1.0, an absolute target, two hosts, a body where none belongs: alike both ways', async () => {
  const path = `${sample}?locale=ar`
  const requests = [
    `GET ${path} HTTP/1.0\r\n\r\n`,
    `GET ${path} HTTP/1.0\r\nHost: fiche.test\r\n\r\n`,
    `GET http://other.test${path} HTTP/1.1\r\nHost: fiche.test\r\nConnection: close\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: fiche.test\r\nHost: other.test\r\nConnection: close\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: fiche.test\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc`,
    `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`,
  ]
  for (const request of requests) {
    const answers = await bothWays(request)
    expect(answers.front, request).toBe(answers.router)
  }
})

test('requests that come down one connection at once are answered in their order', async () => {
  const path = `${sample}?locale=ar`
  await exchange(front.port, requestOf('GET', path, []))
  const get = (target: string, more = '') => `GET ${target} HTTP/1.1\r\nHost: fiche.test\r\n${more}\r\n`
  const pipelined = [
    get('/v1/documents/nothing'),
    get(path),
    get('/v1/changes'),
    get(path, 'Accept-Encoding: gzip\r\n'),
    get('/health/live', 'Connection: close\r\n'),
  ]
  const [one, other] = [
    await exchange(front.port, pipelined.join('')),
    await exchange(router.port, pipelined.join('')),
  ]
  const statuses = (answer: Buffer) => settled(answer).match(/HTTP\/1\.1 \d+/g)
  expect(statuses(one)).toEqual([404, 200, 200, 200, 200].map((status) => `HTTP/1.1 ${status}`))
  expect(one.toString('latin1').replaceAll(/Date: .*/g, '')).toBe(
    other.toString('latin1').replaceAll(/Date: .*/g, ''),
  )
})

test('what is held really is answered before the router, with its validator', async () => {
  const path = `${sample}?locale=de`
  const request = requestOf('GET', path, ['Accept-Encoding: gzip'])
  await exchange(front.port, request)
  const before = tally.front.get(200) ?? 0
  const routed = [...tally.router.values()].reduce((sum, count) => sum + count, 0)
  const answer = await exchange(front.port, request)
  expect(tally.front.get(200)).toBe(before + 1)
  expect([...tally.router.values()].reduce((sum, count) => sum + count, 0)).toBe(routed)
  const [head = '', ...rest] = answer.toString('latin1').split('\r\n\r\n')
  const body: { locale: string } = JSON.parse(
    gunzipSync(Buffer.from(rest.join('\r\n\r\n'), 'latin1')).toString('utf8'),
  )
  expect(body.locale).toBe('de')
  const tag = /^etag: (.*)$/m.exec(head)?.[1] ?? ''
  const again = await exchange(
    front.port,
    requestOf('GET', path, ['Accept-Encoding: gzip', `If-None-Match: ${tag}`]),
  )
  expect(again.toString()).toMatch(/^HTTP\/1\.1 304 /)
  expect(tally.front.get(304)).toBeGreaterThan(0)
})

test('it forgets what a change has made untrue, in the same moment', async () => {
  const slug = await write(app, '# Port\n\nLe port a 12 quais.\n')
  await publish(app, slug, 'fr')
  const request = requestOf('GET', `/v1/documents/${slug}?locale=fr`, [])
  const list = requestOf('GET', '/v1/documents?locale=fr', [])
  for (const each of [request, list, request, list]) await exchange(front.port, each)
  for (const number of [13, 14, 15]) {
    await revise(app, slug, `# Port ${number}\n\nLe port a ${number} quais.\n`)
    await publish(app, slug, 'fr')
    expect((await exchange(front.port, request)).toString()).toContain(`Le port a ${number} quais.`)
    expect((await exchange(front.port, list)).toString()).toContain(`Port ${number}`)
    expect((await read(app, slug, 'fr')).edition).toBe(number - 11)
  }
})
