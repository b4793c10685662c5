import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PurgeConfig } from '../config.ts'
import { createPurger } from './purge.ts'
import type { Purger } from './purge.ts'

/** Order, patience and bounds, on a clock of the test's own; what goes over the wire is in test/unit/purge.test.ts. */
const urls = ['http://one.test/', 'http://two.test/']
const config: PurgeConfig = { urls, method: 'BAN', secret: undefined }

/** What each cache was told, a line a call. */
let told: Record<string, string[]>
/** What each cache does when it is called; else it answers 200 at once. */
let behaviour: Record<string, () => Promise<Response>>
let reports: string[]
const purgers: Purger[] = []

const start = (options: Partial<PurgeConfig> = {}): Purger => {
  const purger = createPurger({ ...config, ...options }, (error, what) =>
    reports.push(`${what}: ${String(error)}`),
  )
  purgers.push(purger)
  return purger
}
const fails = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'))
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  told = {}
  behaviour = {}
  reports = []
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (url: URL, { headers }: { headers: Record<string, string> }) => {
    const lines = (told[url.host] ??= [])
    lines.push(headers['surrogate-key'] ?? '')
    return behaviour[url.host]?.() ?? Promise.resolve(new Response('taken'))
  })
})
afterEach(async () => {
  behaviour = {}
  // Before the purgers are closed: a stop that waits has a clock that runs.
  vi.useRealTimers()
  await Promise.all(purgers.splice(0).map((purger) => purger.close(0)))
  vi.unstubAllGlobals()
})

it('tells every cache at once, and again after half a second and after five', async () => {
  const purger = start()
  purger.forget(['document-1', 'documents-fr'])
  const line = 'document-1 documents-fr'
  await pass(0)
  expect(told).toEqual({ 'one.test': [line], 'two.test': [line] })
  await pass(499)
  expect(told['one.test']).toEqual([line])
  await pass(1)
  expect(told['one.test']).toEqual([line, line])
  await pass(5000)
  expect(told['one.test']).toEqual([line, line, line])
  await pass(60_000)
  expect(told['one.test']).toHaveLength(3)
  expect(reports).toEqual([])
})

it('a name that turns up again is told as often as if it were new', async () => {
  const purger = start({ urls: ['http://one.test/'] })
  purger.forget(['document-1'])
  await pass(600)
  purger.forget(['document-1'])
  await pass(60_000)
  expect(told['one.test']).toHaveLength(6)
})

describe('while a call is under way', () => {
  let answer: (response: Response) => void
  beforeEach(() => {
    behaviour['one.test'] = () => new Promise((resolve) => (answer = resolve))
  })

  it('there is no other, and what comes meanwhile waits together', async () => {
    const purger = start({ urls: ['http://one.test/'] })
    purger.forget(['a'])
    for (const keys of [['b'], ['c', 'b'], ['a'], []]) purger.forget(keys)
    await pass(0)
    expect(told['one.test']).toEqual(['a'])
    answer(new Response())
    await pass(0)
    // "a" as well: the call that was under way may have come before what is new.
    expect(told['one.test']).toEqual(['a', 'b c a'])
  })

  it('one cache does not wait for another', async () => {
    start().forget(['a'])
    await pass(600)
    expect(told).toEqual({ 'one.test': ['a'], 'two.test': ['a', 'a'] })
  })
})

it('many names are several calls', async () => {
  const keys = Array.from({ length: 120 }, (_, at) => `document-${at}`)
  start({ urls: ['http://one.test/'] }).forget(keys)
  await pass(0)
  expect(told['one.test']?.map((line) => line.split(' ').length)).toEqual([50, 50, 20])
  expect(told['one.test']?.join(' ').split(' ')).toEqual(keys)
})

it('everything is one call, whatever else waits', async () => {
  behaviour['one.test'] = fails
  const purger = start({ urls: ['http://one.test/'] })
  purger.forget(['a'])
  await pass(0)
  purger.forget(['b', '*', 'c'])
  behaviour = {}
  await pass(100)
  expect(told['one.test']).toEqual(['a', '*'])
})

it('more than 10,000 names that wait become everything', async () => {
  behaviour['one.test'] = fails
  const purger = start({ urls: ['http://one.test/'] })
  for (let at = 0; at < 10_001; at++) purger.forget([`document-${at}`])
  behaviour = {}
  await pass(100)
  expect(told['one.test']?.at(-1)).toBe('*')
})

it.each(['a b', 'a|b', 'a\r\nx: y', 'é', '', 'a'.repeat(101)])(
  'a name that a cache could misread is told as everything: %j',
  async (key) => {
    start({ urls: ['http://one.test/'] }).forget([key])
    await pass(0)
    expect(told['one.test']).toEqual(['*'])
  },
)

describe('a cache that is away', () => {
  it('is called again after 0.1 s, then twice as long, up to 5 s, for as long as it takes', async () => {
    behaviour['one.test'] = fails
    start({ urls: ['http://one.test/'] }).forget(['a'])
    const times: number[] = []
    for (let at = 0, seen = 0; at < 40_000; at += 100) {
      await pass(100)
      const calls = told['one.test']?.length ?? 0
      if (calls > Math.max(seen, 1)) times.push(at + 100)
      seen = calls
    }
    const waits = times.map((time, at) => time - (times[at - 1] ?? 0))
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000, 5000])
    behaviour = {}
    await pass(5000)
    const calls = told['one.test']?.length ?? 0
    await pass(5500)
    // Told, and then only its repetitions.
    expect(told['one.test']?.length).toBeLessThanOrEqual(calls + 2)
  })

  it('gets what it missed, and the pause is short again afterwards', async () => {
    behaviour['one.test'] = fails
    const purger = start({ urls: ['http://one.test/'] })
    purger.forget(['a'])
    await pass(10_000)
    purger.forget(['b'])
    behaviour = {}
    await pass(5000)
    expect(
      told['one.test']
        ?.find((line) => line.includes('b'))
        ?.split(' ')
        .toSorted(),
    ).toEqual(['a', 'b'])
    await pass(20_000)
    behaviour['one.test'] = fails
    purger.forget(['c'])
    await pass(0)
    behaviour = {}
    await pass(100)
    expect(told['one.test']?.slice(-2)).toEqual(['c', 'c'])
  })

  it.each([
    ['no answer', fails, 'fetch failed'],
    [
      'no address',
      () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 192.0.2.1:80') }),
        ),
      'connect ECONNREFUSED 192.0.2.1:80',
    ],
    ['a refusal', () => Promise.resolve(new Response('no', { status: 403 })), 'it answered 403'],
    ['a failure', () => Promise.resolve(new Response('no', { status: 500 })), 'it answered 500'],
  ])('is reported once a minute: %s', async (_, behave, reason) => {
    behaviour['one.test'] = behave
    start({ urls: ['http://one.test/path?token=s3cret'] }).forget(['a'])
    await pass(59_000)
    const line = `telling the cache at http://one.test: ${reason}; tried again until it works`
    expect(reports).toEqual([line])
    await pass(10_000)
    expect(reports).toEqual([line, line])
  })
})

describe('a stop', () => {
  it('is immediate when nothing waits', async () => {
    const purger = start()
    await purger.close(1000)
    purger.forget(['a'])
    await pass(10_000)
    expect(told).toEqual({})
  })

  it('waits for no repetition, and has none follow', async () => {
    const purger = start({ urls: ['http://one.test/'] })
    purger.forget(['a'])
    await pass(0)
    await purger.close(1000)
    await pass(60_000)
    expect(told['one.test']).toEqual(['a'])
  })

  it('tries at once and for a while, then says what it leaves undone', async () => {
    behaviour['one.test'] = fails
    const purger = start({ urls: ['http://one.test/'] })
    purger.forget(['a'])
    await pass(10_000)
    const before = told['one.test']?.length ?? 0
    const closing = purger.close(1000)
    await pass(0)
    expect(told['one.test']?.length).toBe(before + 1)
    await pass(1000)
    await closing
    const after = told['one.test']?.length ?? 0
    expect(after).toBeGreaterThan(before + 2)
    expect(reports.at(-1)).toMatch(/stopped before it had taken everything$/)
    await pass(60_000)
    expect(told['one.test']?.length).toBe(after)
  })

  it('ends as soon as the cache has taken it', async () => {
    behaviour['one.test'] = fails
    const purger = start({ urls: ['http://one.test/'] })
    purger.forget(['a'])
    await pass(10_000)
    behaviour = {}
    await purger.close(1000)
    expect(told['one.test']?.at(-1)).toBe('a')
  })
})

it('one address named twice is one cache', async () => {
  start({ urls: ['http://one.test/', 'http://one.test/'] }).forget(['a'])
  await pass(0)
  expect(told['one.test']).toEqual(['a'])
})
