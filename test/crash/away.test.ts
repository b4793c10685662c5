/**
 * The database goes away, in every way in which databases do: killed, restarted, paused, slow, cut off. What an
 * instance holds it goes on serving, everything else says at once that it cannot, and all comes back by itself.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { cut } from '../support/cut.ts'
import type { Cut } from '../support/cut.ts'
import { isPrivatePostgresWanted, privatePostgres } from '../support/private-postgres.ts'
import type { PrivatePostgres } from '../support/private-postgres.ts'
import { ask } from './client.ts'
import { adminKey, endAll, launch } from './process.ts'
import type { Service } from './process.ts'
import { get, readOn } from './reader.ts'
import type { Answer, Asked, Expected, Reading } from './reader.ts'

/** For how many seconds it is killed or paused: FICHE_TEST_AWAY, else few enough for a suite that is run all day. */
const away = 1000 * Number(process.env['FICHE_TEST_AWAY'] ?? 5)
/** How soon everything is back, and how soon an instance serves what another published, in milliseconds. */
const backWithin = 5000
const seenWithin = 2000
/** Until an instance has noticed that nobody answers: a second between two looks, and two for an answer. */
const noticedWithin = 3500
/** What a question that is refused takes; the first ones have to find out. */
const atOnce = 100
const findingOut = 2500
/** The shortest time limit that there is. */
const shortestLimit = 2000
/** What a question may take that nobody answers: 5 s, and some for a busy machine. */
const inTime = 6000

const sample = '/v1/documents/maroc-etats-unis-securite'
const notebook = '/v1/documents/carnet'
const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
const say = (line: string) => process.stdout.write(`${line}\n`)

/** A name that no document has: nobody can know that without the database. */
const unknown = (): string => `personne-${randomBytes(6).toString('hex')}`
const ofUnknown = (): Asked => ({ path: `/v1/documents/${unknown()}` })

/** The parts of a document, in one of their 720 orders. */
function inOrder(nth: number): string[] {
  const rest = ['asOf', 'topics', 'title', 'summary', 'cards', 'body']
  let left = nth
  return Array.from({ length: rest.length }, () => {
    const at = left % rest.length
    left = Math.floor(left / rest.length)
    return rest.splice(at, 1).join('')
  })
}

describe.skipIf(!isPrivatePostgresWanted())('the database goes away', () => {
  let server: PrivatePostgres
  let way: Cut
  let services: Service[]
  /** Two instances: one on the server itself, one by a way that can be cut. */
  let a: string
  let b: string

  beforeAll(async () => {
    server = await privatePostgres()
    way = await cut(server.url)
    const settings = { PORT: '0', FICHE_SAMPLE: 'true', FICHE_ADMIN_KEY: adminKey }
    const first = launch({ ...settings, DATABASE_URL: server.url })
    a = await first.url
    const second = launch({ ...settings, DATABASE_URL: way.url })
    b = await second.url
    services = [first, second]
    await ask(a, 'POST', '/v1/documents', { json: { text: '# Carnet\n\nUne phrase.\n', slug: 'carnet' } })
    await publish(a)
  }, 120_000)

  afterAll(async () => {
    await endAll()
    await way.close()
    await server.remove()
  })

  const publish = (url: string): Promise<{ edition: number }> =>
    ask(url, 'POST', `${notebook}/variants/fr/editions`, { json: {} })

  /** How long it takes until the answer has this status, in milliseconds. */
  async function until(url: string, asked: () => Asked, status: number, limit: number): Promise<number> {
    const from = performance.now()
    const isSo = async () => {
      const one = asked()
      expect((await get(url, one)).status, one.path).toBe(status)
    }
    await vi.waitFor(isSo, { timeout: limit, interval: 20 })
    return Math.round(performance.now() - from)
  }

  const ready = (): Asked => ({ path: '/health/ready' })
  beforeEach(async () => {
    // One that failed leaves nothing broken to the next.
    server.resume()
    await server.start()
    await way.become('open')
    for (const url of [a, b]) await until(url, ready, 200, 10_000)
  })

  /** The sample's slug in each language. */
  const slugs = new Map<string, string>()

  /** What an instance comes to hold of the sample, asked for in every way; with the answers that it has to go on giving. */
  async function hold(url: string): Promise<(() => Expected)[]> {
    const { slug, cards, alternates } = await ask(url, 'GET', `${sample}?locale=ar`)
    for (const other of alternates) slugs.set(other.locale, other.slug)
    const paths = [
      sample,
      `${sample}?locale=fr`,
      `${sample}?locale=ar`,
      `${sample}?locale=en`,
      `${sample}?fields=title,cards&locale=fr`,
      `${sample}/summary?locale=ar`,
      `${sample}/cards?locale=fr`,
      `${sample}/cards/${cards[0].key}?locale=ar`,
      '/fr/maroc-etats-unis-securite',
      `/ar/${encodeURIComponent(slug)}`,
      '/v1/documents?locale=ar',
      '/v1/cards?locale=ar',
      '/ar',
    ]
    const codings = ['identity', 'gzip', 'br']
    const asks: Asked[] = paths.flatMap((path) =>
      codings.map((coding) => ({ path, headers: { 'accept-encoding': coding } })),
    )
    for (const language of ['ar', 'en-GB, fr;q=0.5']) {
      asks.push({ path: sample, headers: { 'accept-encoding': 'br', 'accept-language': language } })
    }
    const expected: Expected[] = []
    for (const asked of asks) {
      const { status, text, headers: sent } = await get(url, asked)
      expect(status, asked.path).toBe(200)
      const has = { ...asked.headers, 'if-none-match': sent.etag ?? '' }
      expected.push({ asked, status, text })
      expected.push({ asked: { ...asked, method: 'HEAD' }, status, text: '' })
      expected.push({ asked: { ...asked, headers: has }, status: 304, text: '' })
    }
    return [...expected.map((each) => () => each), ...neverAsked]
  }

  /** What nobody has asked for before, of what is held: other languages, other parts, a slug without its language. */
  let unseen = 0
  const language = (): string => `fr, en;q=0.${((unseen += 1) % 900) + 100}`
  const neverAsked = [
    (): Expected => ({
      asked: { path: sample, headers: { 'accept-language': `ar-MA, ${language()}` } },
      status: 200,
    }),
    (): Expected => {
      const path = `${sample}?fields=${inOrder((unseen += 1)).join(',')}&locale=fr`
      return { asked: { path, headers: { 'accept-encoding': 'br' } }, status: 200 }
    },
    (): Expected => {
      const path = `${sample}/summary`
      return { asked: { path, method: 'HEAD', headers: { 'accept-language': language() } }, status: 200 }
    },
    (): Expected => {
      const path = '/maroc-etats-unis-securite'
      return { asked: { path, headers: { 'accept-language': language() } }, status: 302 }
    },
  ]

  function expectAway({ status, headers: sent, text }: Answer, path: string): void {
    expect(status, path).toBe(503)
    expect(sent['content-type'], path).toBe('application/problem+json; charset=utf-8')
    expect(Number(sent['retry-after']), path).toBeGreaterThan(0)
    expect(sent['cache-control'], path).toBe('no-store')
    expect(JSON.parse(text), path).toMatchObject({
      type: expect.stringMatching(/\/problems\/databaseAway$/),
      status: 503,
    })
  }

  /** What is not held: an edition in a language that nobody asked for, lists, histories, names that may be anybody's. */
  const notHeld = (locale: string): Asked[] => [
    { path: `${sample}?locale=${locale}` },
    { path: sample, headers: { 'accept-language': locale } },
    { path: `${sample}/cards?locale=${locale}` },
    { path: `/${locale}/${encodeURIComponent(slugs.get(locale) ?? '')}` },
    { path: `/v1/documents?locale=${locale}` },
    { path: `/v1/cards?locale=${locale}&limit=7` },
    { path: `/${locale}` },
    { path: `${sample}/editions?locale=fr` },
    { path: '/v1/changes' },
    ofUnknown(),
  ]

  /** Writes of every kind. */
  const writes = (slug: string): Asked[] => [
    {
      path: '/v1/documents',
      method: 'POST',
      headers,
      body: JSON.stringify({ slug, text: '# Rien\n\nRien du tout.\n' }),
    },
    publication,
    {
      path: `${notebook}/title`,
      method: 'PUT',
      headers: { ...headers, 'if-match': '"1"' },
      body: '{"text":"Non"}',
    },
  ]

  async function expectDegraded(url: string): Promise<void> {
    expect((await get(url, { path: '/health/live' })).status).toBe(200)
    const { status, text } = await get(url, ready())
    expect(status).toBe(503)
    expect(JSON.parse(text)).toEqual({ status: 'degraded', missing: ['database'] })
  }

  async function expectPage(url: string): Promise<void> {
    const asked = { path: `/es/${unknown()}`, headers: { accept: 'text/html', 'accept-language': 'fr' } }
    const { status, headers: sent, text } = await get(url, asked)
    expect(status).toBe(503)
    expect(sent['content-type']).toBe('text/html; charset=utf-8')
    expect(sent['content-language']).toBe('es')
    expect(Number(sent['retry-after'])).toBeGreaterThan(0)
    expect(text).toMatch(/<html[^>]* lang="es"/)
  }

  /** Everything that wants the database is refused, over and over for so long; tells of how long that took. */
  async function expectRefusals(url: string, locale: string, length: number): Promise<string> {
    const over = performance.now() + length
    const times: number[] = []
    while (performance.now() < over) {
      for (const asked of [...notHeld(locale), ...writes(unknown())]) {
        const answer = await get(url, asked)
        expectAway(answer, asked.path)
        times.push(answer.took)
      }
      await expectDegraded(url)
      await expectPage(url)
      await wait(100)
    }
    times.sort((one, other) => one - other)
    const [median, most] = [times[times.length >> 1] ?? 0, times.at(-1) ?? 0]
    const told = `${times.length} refused in ${median.toFixed(1)} ms, at most ${most.toFixed(0)} ms`
    expect(median, told).toBeLessThan(atOnce)
    // One of many may have waited for a core. Nobody has waited for a time limit.
    expect(most, told).toBeLessThan(shortestLimit)
    return told
  }

  /** Without being told to: what is not held, writes and readiness. */
  async function expectBack(url: string, locale: string): Promise<string> {
    const times = await Promise.all([
      until(url, () => ({ path: `${sample}?locale=${locale}` }), 200, backWithin),
      until(url, () => ({ path: `/v1/documents?locale=${locale}` }), 200, backWithin),
      until(url, () => publication, 201, backWithin),
      until(url, ready, 200, backWithin),
    ])
    // From now on, too: no connection is left that is not one any more.
    const burst = await crowd(url, 40)
    expect(burst.map(({ status }) => status)).toEqual(burst.map(() => 404))
    expect(Math.max(...burst.map(({ took }) => took))).toBeLessThan(seenWithin)
    return `back after ${times.join(', ')} ms`
  }

  /** Readers for as long as the test takes. */
  function readAllTheWhile(url: string, held: readonly (() => Expected)[]): Reading {
    const reading = readOn(url, held)
    onTestFinished(async () => void (await reading.stop()))
    return reading
  }

  /** Publishes over and over, at several places at once, each until it is refused; gives how each of them ended. */
  const publishOn = (url: string): Promise<Answer[]> =>
    Promise.all(
      Array.from({ length: 4 }, async () => {
        for (;;) {
          const answer = await get(url, publication)
          if (answer.status !== 201) return answer
          acknowledged = Math.max(acknowledged, JSON.parse(answer.text).edition)
        }
      }),
    )
  let acknowledged = 0
  const publication: Asked = {
    path: `${notebook}/variants/fr/editions`,
    method: 'POST',
    headers,
    body: '{}',
  }

  /** Of all that was refused nothing is there, but for what was under way when the database went: that may be, whole. */
  async function expectUnwritten(url: string, slug: string): Promise<void> {
    const { items } = await ask(url, 'GET', `${notebook}/editions?locale=fr&limit=1`)
    expect(items[0].edition).toBeGreaterThanOrEqual(acknowledged)
    expect(items[0].edition).toBeLessThanOrEqual(acknowledged + 4)
    expect((await ask(url, 'GET', `${notebook}?locale=fr`)).edition).toBe(items[0].edition)
    expect(await ask(url, 'GET', `${notebook}/original`)).toMatchObject({ revision: 1 })
    expect((await get(url, { path: `/v1/documents/${slug}/original`, headers })).status).toBe(404)
  }

  it('killed: what is held is served, nothing else is, and it comes back', async () => {
    const reading = readAllTheWhile(a, await hold(a))
    const publishing = publishOn(a)
    await wait(500)
    await server.kill()
    const killed = performance.now()
    for (const answer of await publishing) expectAway(answer, 'a write that was under way')
    expect(performance.now() - killed).toBeLessThan(findingOut)
    const slug = unknown()
    for (const asked of [...notHeld('de'), ...writes(slug)]) {
      const answer = await get(a, asked)
      expectAway(answer, asked.path)
      expect(answer.took, asked.path).toBeLessThan(findingOut)
    }
    const refused = await expectRefusals(a, 'de', away - (performance.now() - killed))
    await server.start()
    await until(a, () => ({ path: `${notebook}/editions?locale=fr` }), 200, backWithin)
    await expectUnwritten(a, slug)
    const back = await expectBack(a, 'de')
    const { answers, failures } = await reading.stop()
    say(`Killed: ${answers} answers, ${failures.length} failed; ${refused}; ${back}`)
    expect(failures).toEqual([])
    expect(answers).toBeGreaterThan(200)
  })

  it('restarted: nobody notices who reads what is held, and instances hear of each other again', async () => {
    const readings = [readAllTheWhile(a, await hold(a)), readAllTheWhile(b, await hold(b))]
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined })
    onTestFinished(() => sql.end())
    const listening = async () =>
      (await sql`select from pg_stat_activity where query ilike 'listen%' and application_name = 'fiche'`)
        .count
    const times: number[] = []
    for (const mode of ['fast', 'immediate'] as const) {
      await server.stop(mode)
      await server.start()
      await Promise.all([a, b].map((url) => until(url, ready, 200, backWithin)))
      await vi.waitFor(async () => expect(await listening()).toBe(2), { timeout: backWithin })
      for (const url of [a, b, a, b]) {
        const { edition } = await publish(url)
        const from = performance.now()
        const seen = async () => {
          const answers = await Promise.all(
            [a, b].map((each) => get(each, { path: `${notebook}?locale=fr` })),
          )
          expect(answers.map(({ text }) => JSON.parse(text).edition)).toEqual([edition, edition])
        }
        await vi.waitFor(seen, { timeout: seenWithin, interval: 5 })
        times.push(Math.round(performance.now() - from))
      }
    }
    const ends = await Promise.all(readings.map((reading) => reading.stop()))
    const failures = ends.flatMap((each) => each.failures)
    say(`Restarted: ${failures.length} failed; then seen after ${times.join(', ')} ms`)
    expect(failures).toEqual([])
  })

  /** Resident memory, in MB. */
  const memory = (service: Service | undefined): number =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${service?.pid}/status`, 'utf8'))?.[1]) / 1024

  /** As many ask for what is not held, all at once. */
  const crowd = (url: string, count: number): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, () => get(url, ofUnknown())))

  /** A crowd is refused in time, and takes no memory. Tells how long it took. */
  async function expectNoPileUp(url: string, count: number): Promise<string> {
    const service = services[url === a ? 0 : 1]
    const before = memory(service)
    let most = before
    const watch = setInterval(() => (most = Math.max(most, memory(service))), 50)
    const answers = await crowd(url, count)
    clearInterval(watch)
    for (const answer of answers) expectAway(answer, 'one of many')
    const longest = Math.max(...answers.map(({ took }) => took))
    expect(longest).toBeLessThan(inTime)
    expect(most - before, 'MB').toBeLessThan(60)
    return `${count} refused after ${Math.round(longest)} ms at most, ${(most - before).toFixed(0)} MB more`
  }

  it('paused: nothing piles up, and it goes on by itself', async () => {
    const reading = readAllTheWhile(a, await hold(a))
    server.pause()
    const paused = performance.now()
    const first = await expectNoPileUp(a, 200)
    const second = await expectNoPileUp(a, 200)
    const refused = await expectRefusals(a, 'pt', Math.max(1000, away + 1000 - (performance.now() - paused)))
    server.resume()
    const back = await expectBack(a, 'pt')
    const { answers, failures } = await reading.stop()
    say(`Paused: ${answers} answers, ${failures.length} failed; ${first}, ${second}; ${refused}; ${back}`)
    expect(failures).toEqual([])
  })

  it('slow: as if it were away', async () => {
    const reading = readAllTheWhile(b, await hold(b))
    await way.become('slow')
    const first = await expectNoPileUp(b, 50)
    const refused = await expectRefusals(b, 'ru', 1000)
    await way.become('open')
    const back = await expectBack(b, 'ru')
    const { answers, failures } = await reading.stop()
    say(`Slow: ${answers} answers, ${failures.length} failed; ${first}; ${refused}; ${back}`)
    expect(failures).toEqual([])
  })

  it('cut off without a word: connections that died unnoticed are not waited for', async () => {
    const reading = readAllTheWhile(b, await hold(b))
    // All connections that it may have are open, and nobody asks anything until it has noticed.
    await crowd(b, 40)
    await way.become('silent')
    await wait(noticedWithin)
    const refused = await expectRefusals(b, 'zh-Hans', 1000)
    await way.become('open')
    const back = await expectBack(b, 'zh-Hans')
    const { answers, failures } = await reading.stop()
    say(`Cut off: ${answers} answers, ${failures.length} failed; ${refused}; ${back}`)
    expect(failures).toEqual([])
  })

  it('a write that is under way when it is paused is refused as well, and nothing of it is there', async () => {
    const before = await publish(a)
    const sql = postgres(server.url, { max: 2, onnotice: () => undefined })
    onTestFinished(() => sql.end())
    const waiting = async () =>
      (await sql`select from pg_stat_activity where wait_event = 'advisory' and application_name = 'fiche'`)
        .count
    const { status, took, text } = await sql.begin(async (transaction) => {
      // Who publishes waits for this one, having written an edition that nobody has seen yet.
      await transaction`select pg_advisory_xact_lock(hashtextextended('fiche.change', 0))`
      const writing = get(a, publication)
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 5000 })
      server.pause()
      return writing.finally(() => server.resume())
    })
    expect(status, text).toBe(503)
    await until(a, ready, 200, backWithin)
    expect((await publish(a)).edition).toBe(before.edition + 1)
    say(`Under way: refused after ${Math.round(took)} ms`)
    expect(took).toBeLessThan(inTime)
  })

  it('there, but not for this question: nobody waits longer than a question may take', async () => {
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined })
    onTestFinished(() => sql.end())
    const locked = sql.begin(async (transaction) => {
      await transaction`lock table slug_owner in access exclusive mode`
      const answers = await crowd(a, 60)
      const times = answers.map(({ took }) => Math.round(took))
      for (const answer of answers) expectAway(answer, 'one of many')
      expect(Math.max(...times), String(times)).toBeLessThan(inTime)
      return times
    })
    const longest = Math.max(...(await locked))
    await until(a, ofUnknown, 404, backWithin)
    say(`Locked: refused after ${longest} ms at most`)
  })

  it('nothing but that it is away, and that it is there again, is told to the operator', () => {
    for (const service of services) {
      const lines = service.stderr().split('\n').filter(Boolean)
      const isAway = lines.map((line) => line.includes(' The database is away ('))
      const isBack = lines.map((line) => line.endsWith(' The database is there again.'))
      // In turn, since each is told once.
      expect(isAway, service.stderr()).toEqual(lines.map((_, at) => at % 2 === 0))
      expect(isBack, service.stderr()).toEqual(lines.map((_, at) => at % 2 === 1))
    }
  })
})
