/** How the built service starts, refuses to, and stops. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminKey, endAll, launch, type Service, type Settings } from './process.ts'

const scratch = mkdtempSync(join(tmpdir(), 'fiche-service-'))
const folder = join(scratch, 'data')
const settings: Settings = { PORT: '0', FICHE_SAMPLE: 'false', FICHE_DATA: folder }

afterAll(async () => {
  await endAll()
  rmSync(scratch, { recursive: true, force: true })
})

/** A start that is refused: one line, and nothing else. */
async function expectRefusal(service: Service, line: RegExp): Promise<void> {
  expect(await service.exit).toBe(1)
  expect(service.stderr()).toMatch(/^Fiche cannot start: [^\n]+\n$/)
  expect(service.stderr()).toMatch(line)
  expect(service.stdout()).toBe('')
}

describe('a wrong setting stops the start with one line that names it', () => {
  const file = join(scratch, 'file')
  beforeAll(() => writeFileSync(file, ''))

  it.each([
    ['PORT', 'abc', /PORT is "abc"/],
    ['PORT', '65536', /PORT is "65536"/],
    ['PORT', '-1', /PORT is "-1"/],
    ['DATABASE_URL', 'mysql://localhost/fiche', /DATABASE_URL/],
    ['DATABASE_URL', 'postgres://[', /DATABASE_URL/],
    ['DATABASE_URL', 'postgres://fiche@127.0.0.1:1/nowhere', /127\.0\.0\.1:1\/nowhere.*DATABASE_URL/],
    ['FICHE_DATA', file, /the data folder .*file can't be made/],
    ['FICHE_DATA', join(file, 'below'), /the data folder .*below can't be made/],
    ['FICHE_URL', 'fiche.example.org', /FICHE_URL is "fiche\.example\.org"/],
    ['FICHE_URL', 'https://example.org/fiche', /FICHE_URL is "https:\/\/example\.org\/fiche"/],
    ['FICHE_LOCALES', 'fr,x_y', /FICHE_LOCALES has "x_y"/],
    ['FICHE_LOCALES', 'fr,,en', /FICHE_LOCALES has ""/],
    ['FICHE_DEFAULT_LOCALE', 'it', /FICHE_DEFAULT_LOCALE is "it"/],
    ['FICHE_DEFAULT_LOCALE', 'not a tag', /FICHE_DEFAULT_LOCALE has "not a tag"/],
    ['FICHE_SAMPLE', 'yes', /FICHE_SAMPLE is "yes"/],
    ['FICHE_ADMIN_KEY', 'too-short', /FICHE_ADMIN_KEY/],
    ['FICHE_ADMIN_KEY', 'with spaces in it, and long enough', /FICHE_ADMIN_KEY/],
  ])('%s %s', async (name, value, line) => {
    await expectRefusal(launch({ ...settings, [name]: value }), line)
  })

  it.each([
    ['DATABASE_URL', 'mysql://fiche:a-secret@localhost/fiche'],
    ['DATABASE_URL', 'postgres://fiche:a-secret@127.0.0.1:1/nowhere'],
    ['FICHE_ADMIN_KEY', 'a-secret'],
  ])('%s, and repeats no secret', async (name, value) => {
    const service = launch({ ...settings, [name]: value })
    await expectRefusal(service, /./)
    expect(service.stderr()).not.toContain('a-secret')
  })
})

const keys = (url: string, key: string) =>
  fetch(`${url}/v1/keys`, { headers: { authorization: `Bearer ${key}` } })
const keyLine = /^Admin key \(shown this once\): (\S+)$/m

describe('a service on PGlite', () => {
  let first: Service
  let printedKey = ''
  beforeAll(async () => {
    first = launch(settings)
    await first.url
    printedKey = keyLine.exec(first.stdout())?.[1] ?? ''
  }, 120_000)

  it('prints the port that it got for PORT=0, and answers there', async () => {
    const url = await first.url
    expect(Number(new URL(url).port)).toBeGreaterThan(0)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  })

  it('prints the first admin key, which opens', async () => {
    expect((await keys(await first.url, printedKey)).status).toBe(200)
    expect((await keys(await first.url, adminKey)).status).toBe(401)
  })

  it('refuses its folder to a second process, and goes on', async () => {
    await expectRefusal(launch(settings), new RegExp(`in use by process ${first.pid}`))
    expect((await fetch(`${await first.url}/health/ready`)).status).toBe(200)
  })

  it('answers what is under way when it is told to stop, takes nothing new, and exits 0', async () => {
    const url = await first.url
    const headers = { authorization: `Bearer ${printedKey}`, 'content-type': 'application/json' }
    const sent = request(`${url}/v1/documents`, { method: 'POST', headers })
    const answer = once(sent, 'response')
    sent.write('{"slug": "drained",')
    // The service has the request once the beginning of its body has arrived.
    await once(sent, 'finish', { signal: AbortSignal.timeout(300) }).catch(() => undefined)
    const stopping = performance.now()
    const stopped = first.end('SIGTERM')
    await expect.poll(() => fetch(`${url}/health/live`).catch(() => 'refused')).toBe('refused')
    sent.end('"text": "Une phrase."}')
    const [response] = await answer
    response.resume()
    const code = await stopped
    expect(first.stderr()).toBe('')
    expect(response.statusCode).toBe(201)
    expect(code).toBe(0)
    // It did not wait for the limit of a drain.
    expect(performance.now() - stopping).toBeLessThan(9000)
  }, 60_000)

  it('has what it answered at the next start, which prints no key', async () => {
    const second = launch({ ...settings, FICHE_ADMIN_KEY: adminKey })
    const url = await second.url
    expect(second.stdout()).toBe(`Fiche is ready at ${url}/\n`)
    const headers = { authorization: `Bearer ${printedKey}` }
    expect((await fetch(`${url}/v1/documents/drained/original`, { headers })).status).toBe(200)
    // FICHE_ADMIN_KEY is for the first start only.
    expect((await keys(url, adminKey)).status).toBe(401)
    expect(await second.end('SIGTERM')).toBe(0)
  }, 60_000)

  it('refuses a port in use with one line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    try {
      await expectRefusal(launch({ ...settings, PORT: port }), new RegExp(`in use.*${port}`))
    } finally {
      other.close()
    }
  }, 60_000)

  it('refuses a host that is not its own with one line', async () => {
    await expectRefusal(launch({ ...settings, HOST: '203.0.113.1' }), /203\.0\.113\.1/)
  }, 60_000)
})

it('FICHE_ADMIN_KEY opens after the first start, and is printed nowhere', async () => {
  const service = launch({ ...settings, FICHE_DATA: join(scratch, 'chosen'), FICHE_ADMIN_KEY: adminKey })
  const url = await service.url
  expect((await keys(url, adminKey)).status).toBe(200)
  expect(await service.end('SIGTERM')).toBe(0)
  expect(service.stdout()).toBe(`Fiche is ready at ${url}/\n`)
  expect(service.stderr()).toBe('')
}, 120_000)
