/** Varnish in front of two instances on one PostgreSQL: what is published is served everywhere, and nothing else is lost. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isWanted } from '../support/demand.ts'
import { databaseUrl, postgresUrl } from '../support/postgres-url.ts'
import { freePort, isVarnishWanted, varnish } from '../support/varnish.ts'
import type { Varnish } from '../support/varnish.ts'
import { ask } from './client.ts'
import { adminKey, endAll, launch } from './process.ts'
import type { Service, Settings } from './process.ts'

const wanted = isVarnishWanted() && (await isWanted('postgres'))

/** How soon everybody serves what was published, in milliseconds. */
const bound = 1000
const sample = '/v1/documents/maroc-etats-unis-securite'
const port = '/v1/documents/le-port'

interface Seen {
  readonly status: number
  readonly text: string
  /** How often Varnish has served this copy; 0 when it had to fetch it. */
  readonly hits: number
}

async function get(url: string, path: string, headers: Record<string, string> = {}): Promise<Seen> {
  const response = await fetch(`${url}${path}`, { headers, redirect: 'manual' })
  return {
    status: response.status,
    text: await response.text(),
    hits: Number(response.headers.get('x-cache')),
  }
}

describe.skipIf(!wanted)('Varnish before two instances', () => {
  const name = `fiche_varnish_${randomBytes(6).toString('hex')}`
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  let settings: Settings
  let services: Service[]
  let a: string
  let b: string
  let front: Varnish
  /** Not told what to forget, where an answer is fresh for a second, and then may be served for one more. */
  let brief: Varnish
  let revision = 0

  beforeAll(async () => {
    await server.unsafe(`create database ${name} encoding 'UTF8' template template0`)
    const frontPort = await freePort()
    settings = {
      DATABASE_URL: databaseUrl(name),
      FICHE_SAMPLE: 'true',
      FICHE_ADMIN_KEY: adminKey,
      FICHE_URL: `http://127.0.0.1:${frontPort}`,
      FICHE_PURGE_URLS: `http://127.0.0.1:${frontPort}/`,
    }
    const first = launch({ ...settings, PORT: '0' })
    a = await first.url
    const second = launch({ ...settings, PORT: '0' })
    b = await second.url
    services = [first, second]
    front = varnish({ port: frontPort, backends: [a, b] })
    brief = varnish({
      port: await freePort(),
      backends: [a, b],
      edit: (vcl) =>
        `${vcl.replace('req.grace = 10m', 'req.grace = 1s')}\nsub vcl_backend_response { set beresp.ttl = 1s; }\n`,
    })
    await Promise.all([front.start(), brief.start()])
    await ask(a, 'POST', '/v1/documents', { json: { text: textOf('Le port'), slug: 'le-port' } })
    revision = 1
    await publishFrench(a)
    const english = { allowGaps: true, slug: 'the-port' }
    await ask(a, 'POST', `${port}/variants/en/editions`, { json: english })
    await vi.waitUntil(async () => (await get(b, '/en/the-port')).status === 200, { timeout: 10_000 })
  }, 120_000)

  afterAll(async () => {
    await Promise.all([front.stop(), brief.stop()])
    await endAll()
    await server.unsafe(`drop database if exists ${name} with (force)`)
    await server.end()
  })

  const textOf = (title: string): string => `# ${title}\n\nLe port compte 12 quais. Il a ouvert en 1995.\n`

  const publishFrench = (url: string) => ask(url, 'POST', `${port}/variants/fr/editions`, { json: {} })

  /** Another title for the port, published through one of the instances. */
  async function retitle(url: string, title: string): Promise<void> {
    await ask(url, 'PUT', `${port}/original`, { json: { text: textOf(title) }, seen: revision })
    revision += 1
    await publishFrench(url)
  }

  /** Asks both instances and Varnish until they answer so; tells how long each took, in milliseconds. */
  async function everywhere(look: (url: string) => Promise<unknown>, answer: object, limit = bound) {
    const from = performance.now()
    const times = [a, b, front.url].map(async (url) => {
      await expect.poll(() => look(url), { timeout: limit, interval: 5, message: url }).toMatchObject(answer)
      return Math.round(performance.now() - from)
    })
    const [first, second, cache] = await Promise.all(times)
    return `${first} and ${second} ms, through Varnish ${cache} ms`
  }

  const titleOf = async (url: string): Promise<{ title: string }> => ({
    title: JSON.parse((await get(url, `${port}?locale=fr`)).text).title.text,
  })

  /** Where the port's French title stands, and what else changes with it. */
  const touched = [
    `${port}?locale=fr`,
    `${port}?fields=title&locale=fr`,
    '/fr/le-port',
    '/v1/documents?locale=fr',
    '/fr',
  ]
  /** Other documents in every language, lists of other languages, and what is no document. */
  const untouched = async (): Promise<string[]> => {
    const { slug } = await ask(a, 'GET', `${sample}?locale=ar`)
    return [
      `${sample}?locale=fr`,
      `${sample}?locale=ar`,
      `${sample}/cards?locale=en`,
      `/ar/${encodeURIComponent(slug)}`,
      '/fr/maroc-etats-unis-securite',
      '/v1/documents?locale=ar',
      '/v1/cards?locale=ar',
      '/ar',
      '/docs',
    ]
  }
  const inArabic = { 'accept-language': 'ar' }

  /** Asks often enough for everything to be kept. */
  async function warm(): Promise<void> {
    const paths = [...touched, ...(await untouched())]
    await expect
      .poll(async () => Promise.all(paths.map(async (path) => (await get(front.url, path)).hits > 0)), {
        timeout: 10_000,
      })
      .toEqual(paths.map(() => true))
    await get(front.url, sample, inArabic)
  }

  /** Until Varnish is told nothing more: an instance pauses for five seconds at most, between tries or repetitions. */
  async function calm(): Promise<void> {
    const keep = async (): Promise<boolean[]> => {
      await warm()
      await wait(6000)
      return Promise.all(touched.map(async (path) => (await get(front.url, path)).hits > 0))
    }
    await expect.poll(keep, { timeout: 60_000 }).toEqual(touched.map(() => true))
  }

  async function expectHits(): Promise<void> {
    for (const path of await untouched()) {
      const { status, hits } = await get(front.url, path)
      expect(status, path).toBe(200)
      expect(hits, path).toBeGreaterThan(0)
    }
    expect((await get(front.url, sample, inArabic)).hits).toBeGreaterThan(0)
  }

  it('a new edition is served everywhere at once, and what it does not touch is still kept', async () => {
    // What instances told at their start, before Varnish was there, they tell again.
    await calm()
    await retitle(a, 'Le port franc')
    const times = await everywhere(titleOf, { title: 'Le port franc' })
    for (const path of touched) {
      await expect
        .poll(async () => (await get(front.url, path)).text, { timeout: bound, message: path })
        .toContain('Le port franc')
    }
    await expectHits()
    process.stdout.write(`Published: ${times}\n`)
  })

  it('again and again, through either instance, while readers read', async () => {
    const reading = { isOver: false }
    const failed: string[] = []
    const readers = [0, 1].map(async () => {
      while (!reading.isOver) {
        for (const path of [`${port}?locale=fr`, '/fr', `${sample}?locale=ar`]) {
          const { status } = await get(front.url, path)
          if (status !== 200) failed.push(`${path}: ${status}`)
        }
      }
    })
    try {
      for (let round = 0; round < 10; round++) {
        const title = `Le port ${round}`
        await retitle(round % 2 === 0 ? a : b, title)
        const times = await everywhere(titleOf, { title })
        process.stdout.write(`Published ${round}: ${times}\n`)
      }
    } finally {
      reading.isOver = true
      await Promise.all(readers)
    }
    expect(failed).toEqual([])
    await expectHits()
  })

  it('what is withdrawn is gone everywhere at once, and comes back', async () => {
    await warm()
    const inFrench = (url: string) => get(url, `${port}?locale=fr&fallback=none`)
    await everywhere(inFrench, { status: 200 })
    await ask(b, 'DELETE', `${port}/variants/fr/editions/live`)
    const times = await everywhere(inFrench, { status: 404 })
    process.stdout.write(`Withdrawn: ${times}\n`)
    await everywhere((url) => get(url, '/v1/documents?locale=fr'), {
      text: expect.not.stringContaining('Le port'),
    })
    await expectHits()
    await publishFrench(a)
    await everywhere(inFrench, { status: 200 })
    await expectHits()
  })

  it('a Varnish that is started again is empty, and hears of what is published from then on', async () => {
    await front.stop()
    // Nobody is there to be told: that is no reason not to publish.
    await retitle(a, 'Le port fermé')
    await front.start()
    expect((await get(front.url, `${port}?locale=fr`)).hits).toBe(0)
    await everywhere(titleOf, { title: 'Le port fermé' })
    await warm()
    await retitle(b, 'Le port ouvert')
    // Having found nobody, an instance may wait for five seconds before it tries again.
    await everywhere(titleOf, { title: 'Le port ouvert' }, 6 * bound)
    await expectHits()
  })

  it('a Varnish that hangs is told when it is back', async () => {
    await warm()
    front.pause()
    try {
      await retitle(a, 'Le port calme')
      const direct = await Promise.all([a, b].map(titleOf))
      expect(direct[0]).toEqual({ title: 'Le port calme' })
      // Longer than a call may take, so that it has to be made again.
      await wait(3000)
    } finally {
      front.resume()
    }
    // From the instance that told it last before, a call is under way, or comes after a short pause.
    await everywhere(titleOf, { title: 'Le port calme' }, 3 * bound)
    await expectHits()
    expect(services[0]?.stderr()).toMatch(/telling the cache at http:\/\/127\.0\.0\.1:\d+: .*tried again/)
  })

  it('with both instances gone Varnish serves what it has', async () => {
    await calm()
    for (const path of touched) expect((await get(brief.url, path)).status, path).toBe(200)
    // Older than fresh, and older than what is served while it is fetched anew.
    await wait(2500)
    expect(await Promise.all(services.map((service) => service.end('SIGTERM')))).toEqual([0, 0])
    for (let round = 0; round < 3; round++) {
      for (const path of touched) {
        for (const [kind, { url }] of Object.entries({ front, brief })) {
          const { status, text } = await get(url, path)
          expect(status, `${kind} ${path}`).toBe(200)
          expect(text).toContain('Le port calme')
        }
      }
      // Until it has noticed, and after.
      await wait(2000)
    }
    expect((await get(front.url, `${sample}?locale=pt`)).status).toBe(503)
  })

  it('and serves what is new when they are back', async () => {
    const again = [a, b].map((url) => launch({ ...settings, PORT: new URL(url).port }))
    await Promise.all(again.map(({ url }) => url))
    // Varnish finds out by itself.
    await expect
      .poll(async () => (await get(front.url, `${sample}?locale=pt`)).status, { timeout: 10_000 })
      .toBe(200)
    await retitle(a, 'Le port neuf')
    await everywhere(titleOf, { title: 'Le port neuf' })
    await expect.poll(() => titleOf(brief.url), { timeout: 10_000 }).toEqual({ title: 'Le port neuf' })
  })
})
