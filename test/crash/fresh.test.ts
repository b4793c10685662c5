/**
 * What one instance publishes, every instance serves: also when the notification is lost, and when the database comes
 * back as an older copy of itself. And never does a reader get an older edition after a newer one.
 */
import { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cut } from '../support/cut.ts'
import type { Cut } from '../support/cut.ts'
import { isPrivatePostgresWanted, privatePostgres } from '../support/private-postgres.ts'
import type { PrivatePostgres } from '../support/private-postgres.ts'
import { ask } from './client.ts'
import { adminKey, endAll, launch } from './process.ts'
import { get } from './reader.ts'

/** How soon an instance serves what another published, and what a database that came back has, in milliseconds. */
const seenWithin = 2000
const backWithin = 5000

/** For how long it is published over and over. */
const busyFor = 10_000

const notebook = '/v1/documents/carnet'
const say = (line: string) => process.stdout.write(`${line}\n`)

/** A network as it is: now and then an answer takes its time, and what was asked later is there before it. */
const sometimesLate = (): number => (Math.random() < 0.05 ? Math.random() * 400 : 0)

/** The document in every form in which it is read. Each of them tells its title. */
const forms = [
  `${notebook}?locale=fr`,
  '/fr/carnet',
  '/v1/documents?locale=fr',
  `${notebook}?fields=title&locale=fr`,
  '/fr',
]

/** An edition as readers know it. Numbers are used again by an older copy; titles here are not. */
interface Edition {
  readonly edition: number
  readonly title: string
}

const titleIn = (text: string): string => /Carnet [\w-]+/.exec(text)?.[0] ?? text.slice(0, 200)
/** Absent in lists and pages. */
const editionIn = (text: string): string | undefined => /"edition":(\d+)/.exec(text)?.[1]

describe.skipIf(!isPrivatePostgresWanted())('an instance serves what there is', () => {
  let server: PrivatePostgres
  let way: Cut
  let sql: Sql
  /** Two instances: one on the server itself, and one by a way that can be cut, as a user of its own. */
  let a: string
  let b: string
  let revision = 1

  beforeAll(async () => {
    server = await privatePostgres()
    sql = postgres(server.url, { max: 1, onnotice: () => undefined })
    await sql`create role other superuser login`
    way = await cut(server.urlFor('other'), sometimesLate)
    const settings = { PORT: '0', FICHE_SAMPLE: 'true', FICHE_ADMIN_KEY: adminKey }
    a = await launch({ ...settings, DATABASE_URL: server.url }).url
    b = await launch({ ...settings, DATABASE_URL: way.url }).url
    await ask(a, 'POST', '/v1/documents', { json: { text: '# Carnet\n\nUne phrase.\n', slug: 'carnet' } })
  }, 120_000)

  afterAll(async () => {
    await sql.end({ timeout: 0 })
    await endAll()
    await way.close()
    await server.remove()
  })

  /** Until an instance has the database. */
  const ready = async (url: string): Promise<void> => {
    const status = async () => (await get(url, { path: '/health/ready' })).status
    await vi.waitUntil(async () => (await status()) === 200, { timeout: 10_000, interval: 20 })
  }

  beforeEach(async () => {
    // One that failed leaves nothing broken to the next.
    await way.become('open')
    await Promise.all([a, b].map(ready))
    revision = (await ask(a, 'GET', `${notebook}/original`)).revision
  })

  /** Publishes an edition with this title. */
  async function publish(url: string, title: string): Promise<Edition> {
    const revised = await ask(url, 'PUT', `${notebook}/title`, { json: { text: title }, seen: revision })
    revision = revised.revision
    const { edition } = await ask(url, 'POST', `${notebook}/variants/fr/editions`, { json: {} })
    return { edition, title }
  }

  /** What an instance tells of the document in its various forms: one edition, unless it is at odds with itself. */
  async function told(url: string): Promise<Edition[]> {
    const texts = await Promise.all(forms.map(async (path) => (await get(url, { path })).text))
    const titles = [...new Set(texts.map(titleIn))]
    const editions = [...new Set(texts.flatMap((text) => editionIn(text) ?? []))]
    return titles.flatMap((title) => editions.map((edition) => ({ edition: Number(edition), title })))
  }

  /** Until all instances serve this edition in every form; gives the milliseconds that each took. */
  async function until(urls: readonly string[], edition: Edition, limit: number): Promise<string> {
    const from = performance.now()
    const times = urls.map(async (url) => {
      await vi.waitFor(async () => expect(await told(url)).toEqual([edition]), {
        timeout: limit,
        interval: 5,
      })
      return Math.round(performance.now() - from)
    })
    return `${(await Promise.all(times)).join(' and ')} ms`
  }

  /** Stops the server, does something to its folder, and starts it again. */
  async function between(work: () => void): Promise<void> {
    await server.stop('fast')
    work()
    await server.start()
  }

  const lastChange = async (): Promise<number> =>
    (await sql`select max(number) as last from change`)[0]?.['last']
  const tagOf = async (url: string): Promise<string> =>
    (await get(url, { path: forms[0] ?? '' })).headers.etag ?? ''

  describe('when an older copy of the database takes its place', () => {
    let old: Edition
    let oldRevision: number

    beforeAll(async () => {
      old = await publish(a, 'Carnet un')
      oldRevision = revision
      await until([a, b], old, seenWithin)
      await between(server.copyData)
      await Promise.all([a, b].map(ready))
    })

    beforeEach(async () => {
      await goBack([a, b])
      await Promise.all([a, b].map(ready))
    })

    /** Two more editions, which everybody has seen. */
    async function goOn(name: string): Promise<Edition> {
      await publish(a, `Carnet deux-${name}`)
      const last = await publish(b, `Carnet trois-${name}`)
      await until([a, b], last, seenWithin)
      return last
    }

    /** Gives how long it takes instances that were there all the while to serve what the older copy has. */
    async function goBack(urls: readonly string[]): Promise<string> {
      await between(server.restoreData)
      revision = oldRevision
      return until(urls, old, backWithin)
    }

    it('serves what that has, and at once what is published under numbers used before', async () => {
      const lost = await goOn('perdu')
      const tag = await tagOf(b)
      const back = await goBack([a, b])
      const second = await publish(a, 'Carnet deux')
      expect(await told(a)).toEqual([second])
      const seen = await until([b], second, seenWithin)
      const third = await publish(b, 'Carnet trois')
      expect(third.edition).toBe(lost.edition)
      expect(await told(b)).toEqual([third])
      const again = await until([a], third, seenWithin)
      // Who has the edition that is lost has not the one that has its number now.
      const asked = { path: forms[0] ?? '', headers: { 'if-none-match': tag } }
      expect((await get(b, asked)).status).toBe(200)
      say(`An older copy: served after ${back}; its next editions after ${seen} and ${again}`)
    })

    it.each([
      ['as far as the instance was', 2],
      ['further than the instance was', 3],
      ['not as far as the instance was', 1],
    ])('notices it when it comes back to one that has gone on %s', async (_, count) => {
      const lost = await goOn(`perdu-${count}`)
      const before = await lastChange()
      await way.become('refusing')
      await goBack([a])
      let last = old
      for (let nth = 0; nth < count; nth++) last = await publish(a, `Carnet ${nth}-de-${count}`)
      expect((await lastChange()) - before).toBe(count - 2)
      // What it holds is all that it knows.
      expect(await told(b)).toEqual([lost])
      await way.become('open')
      const seen = await until([b], last, backWithin)
      say(`An older copy that went on by ${count}: served after ${seen}`)
    })
  })

  const listener = async (): Promise<number[]> => {
    const rows = await sql`
      select pid from pg_stat_activity where usename = 'other' and query ilike 'listen%' order by backend_start`
    return rows.map(({ pid }) => Number(pid))
  }

  it('also what it was not told of, because it was not listening just then', async () => {
    const times: string[] = []
    for (let round = 0; round < 3; round++) {
      await expect.poll(async () => (await listener()).length, { timeout: backWithin }).toBe(1)
      const [pid = 0] = await listener()
      await sql`select pg_terminate_backend(${pid})`
      const edition = await publish(a, `Carnet sourd-${round}`)
      times.push(await until([b], edition, seenWithin))
      expect(await listener()).not.toContain(pid)
    }
    await expect.poll(async () => (await listener()).length, { timeout: backWithin }).toBe(1)
    say(`Not listening: seen after ${times.join(', ')}`)
  })

  it('also what nobody was told of', async () => {
    await sql`alter table change disable trigger change_notified`
    const times: string[] = []
    try {
      for (let round = 0; round < 4; round++) {
        const edition = await publish(a, `Carnet muet-${round}`)
        times.push(await until([b], edition, seenWithin))
        // Not always at the same time after a pulse.
        await wait(150)
      }
    } finally {
      await sql`alter table change enable trigger change_notified`
    }
    say(`Not notified: seen after ${times.join(', ')}`)
  })

  /** Publishes one edition after the other, the title of each being its number; gives the first and the last. */
  async function publishOn(urls: readonly string[], from: number): Promise<number> {
    let last = from
    const over = performance.now() + busyFor
    for (let nth = 0; performance.now() < over; nth++) {
      const due = wait(50)
      last = (await publish(urls[nth % urls.length] ?? a, `Carnet ${last + 1}`)).edition
      await due
    }
    return last
  }

  /** What readers of an instance get that they should not, as long as the reading goes on. */
  async function readOn(url: string, reading: { isOver: boolean; answers: number; newest: number }) {
    const faults: string[] = []
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let nth = 0; !reading.isOver; nth++) {
      const path = forms[nth % forms.length] ?? ''
      // An answer that anybody had before this question counts, not only this reader's.
      const floor = reading.newest
      const { status, text } = await get(url, { path }, agent)
      const number = Number(titleIn(text).slice('Carnet '.length))
      if (status !== 200 || !(number >= floor)) faults.push(`${path}: ${number} after ${floor} (${status})`)
      if (Number(editionIn(text) ?? number) !== number)
        faults.push(`${path}: ${number} is ${editionIn(text)}`)
      reading.answers += 1
      reading.newest = Math.max(reading.newest, number)
      await wait(2)
    }
    agent.destroy()
    return faults
  }

  it.each([
    ['published through both instances', 'open', () => [a, b]],
    // Published through the other one: a transaction of twenty statements would wait for most of the time.
    ['over a network on which answers overtake each other', 'slow', () => [a]],
  ] as const)('never an older edition after a newer one, %s', async (_, state, by) => {
    const { edition } = await publish(a, 'Carnet nouveau')
    const first = await publish(a, `Carnet ${edition + 1}`)
    await until([a, b], first, seenWithin)
    await way.become(state)
    const readings = [a, b].map((url) => ({ url, isOver: false, answers: 0, newest: first.edition }))
    const readers = readings.flatMap((reading) => [1, 2, 3].map(() => readOn(reading.url, reading)))
    const last = await publishOn(by(), first.edition)
    for (const reading of readings) reading.isOver = true
    const faults = (await Promise.all(readers)).flat()
    await until([a, b], { edition: last, title: `Carnet ${last}` }, seenWithin)
    const answers = readings.map((reading) => reading.answers).join(' and ')
    say(`Never older: ${answers} answers over ${last - first.edition} editions, ${faults.length} wrong`)
    expect(faults).toEqual([])
    // Where hardly anything was published, nothing was proved.
    expect(last - first.edition).toBeGreaterThan(10)
  })
})
