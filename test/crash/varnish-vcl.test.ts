/** What deploy/varnish.vcl keeps, forgets and serves when things break, before two stand-ins for Fiche. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPurger } from '../../src/delivery/purge.ts'
import { freePort, isVarnishWanted, varnish } from '../support/varnish.ts'
import type { Varnish } from '../support/varnish.ts'

const wanted = isVarnishWanted()

/** Fresh for a second, stale for one more while it is asked for anew (see `edit`), and for long when nobody answers. */
const brief = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=60'
const long = 'public, max-age=60, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

describe.skipIf(!wanted)('deploy/varnish.vcl', () => {
  let handle: Handler
  let asked: IncomingMessage[]
  let text: string
  const backends: Server[] = []
  let front: Varnish

  const kept =
    (cacheControl: string, more: Record<string, string> = {}): Handler =>
    (_, response) => {
      response.writeHead(200, {
        'cache-control': cacheControl,
        'surrogate-key': 'document-1 documents-fr',
        ...more,
      })
      response.end(text)
    }

  const listen = async (port: number): Promise<void> => {
    const server = createServer((request, response) => {
      // A probe.
      if (request.url === '/health/live' && request.headers['x-reader'] === undefined) {
        response.end()
        return
      }
      asked.push(request)
      handle(request, response)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    backends.push(server)
  }
  const stopBackends = (): void => {
    for (const server of backends.splice(0)) {
      server.close()
      server.closeAllConnections()
    }
  }

  let ports: [number, number]
  beforeAll(async () => {
    asked = []
    ports = [await freePort(), await freePort()]
    for (const port of ports) await listen(port)
    front = varnish({
      port: await freePort(),
      backends: [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`],
      edit: (vcl) =>
        vcl.replace('req.grace = 10m', 'req.grace = 1s').replace('.interval = 1s', '.interval = 300ms'),
    })
    await front.start()
  })
  afterAll(async () => {
    await front.stop()
    stopBackends()
  })
  beforeEach(async () => {
    await tell('*')
    asked = []
    text = 'old'
    handle = kept(long)
  })

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(`${front.url}${path}`, { method, headers })
    const { status, headers: got } = response
    return { status, text: await response.text(), hits: Number(got.get('x-cache')), headers: got }
  }
  const tell = async (keys: string, method = 'BAN', headers: Record<string, string> = {}) =>
    (await get('/', { 'surrogate-key': keys, ...headers }, method)).status

  it('keeps what it may, and keeps the names to itself', async () => {
    expect(await get('/a')).toMatchObject({ status: 200, text: 'old', hits: 0 })
    const { hits, headers } = await get('/a')
    expect(hits).toBe(1)
    expect(asked).toHaveLength(1)
    for (const name of ['surrogate-key', 'cache-tag', 'x-varnish', 'via'])
      expect(headers.get(name)).toBeNull()
    expect(headers.get('cache-control')).toBe(long)
  })

  it('believes s-maxage, and serves what is stale while it asks', async () => {
    handle = kept(brief)
    await get('/a')
    text = 'new'
    await wait(1300)
    expect(await get('/a')).toMatchObject({ text: 'old' })
    await expect.poll(async () => (await get('/a')).text).toBe('new')
  })

  describe('a call of Fiche’s', () => {
    it.each([
      ['BAN', 'document-1'],
      ['BAN', 'documents-fr'],
      ['PURGE', 'document-1'],
      ['BAN', 'document-2 documents-fr document-3'],
      ['BAN', '*'],
    ])('%s %s: forgotten', async (method, keys) => {
      await get('/a')
      text = 'new'
      expect(await tell(keys, method)).toBe(200)
      expect(await get('/a')).toMatchObject({ text: 'new', hits: 0 })
    })

    it.each([
      'document-',
      'document',
      'ocument-1',
      'document-12',
      '1',
      'documents-f',
      'fr',
      'documents-fr-CA',
      'x y z',
    ])('BAN %s: kept', async (keys) => {
      await get('/a')
      expect(await tell(keys)).toBe(200)
      expect(await get('/a')).toMatchObject({ text: 'old', hits: 1 })
    })

    it('takes as many names as are sent at once', async () => {
      await get('/a')
      const names = Array.from(
        { length: 49 },
        (_, at) => `document-0199c0de-0000-7000-8000-${String(at).padStart(12, '0')}`,
      )
      expect(await tell([...names, 'document-1'].join(' '))).toBe(200)
      expect(await get('/a')).toMatchObject({ hits: 0 })
    })

    it.each(['.*', 'a|b', 'document-1,documents-fr', '* document-1', '(', 'a\\b'])(
      'refuses what is no name: %s',
      async (keys) => {
        await get('/a')
        expect(await tell(keys)).toBe(400)
        expect(await get('/a')).toMatchObject({ hits: 1 })
      },
    )

    it('refuses one without names, and one that came through a proxy', async () => {
      await get('/a')
      expect((await get('/', {}, 'BAN')).status).toBe(400)
      expect(await tell('*', 'BAN', { 'x-forwarded-for': '203.0.113.7' })).toBe(403)
      expect(await tell('*', 'BAN', { 'x-forwarded-for': '127.0.0.1' })).toBe(403)
      expect(await get('/a')).toMatchObject({ hits: 1 })
    })

    it('is repeated by Fiche, for the answer that was on its way when it came', async () => {
      const purger = createPurger({ urls: [`${front.url}/`], method: 'BAN', secret: undefined }, (error) => {
        throw error
      })
      let send: (() => void) | undefined
      handle = (request, response) => (send = () => kept(long)(request, response))
      const onItsWay = get('/slow')
      await expect.poll(() => send).toBeDefined()
      purger.forget(['document-1'])
      await wait(200)
      send?.()
      expect(await onItsWay).toMatchObject({ text: 'old' })
      text = 'new'
      handle = kept(long)
      // The gap, and its end.
      expect(await get('/slow')).toMatchObject({ text: 'old', hits: 1 })
      await expect.poll(async () => (await get('/slow')).text, { timeout: 2000 }).toBe('new')
      await purger.close(1000)
    })
  })

  describe('is not kept', () => {
    it.each([
      ['for an editor', { authorization: 'Bearer x' }],
      ['in a session', { cookie: 'a=1; __Host-session=x' }],
    ])('%s', async (_, headers) => {
      await get('/a')
      expect(await get('/a', headers)).toMatchObject({ hits: 0 })
      expect(asked).toHaveLength(2)
      expect(asked[1]?.headers).toMatchObject(headers)
    })

    it('what forbids it', async () => {
      handle = kept('no-store')
      for (const path of ['/a', '/a']) expect(await get(path)).toMatchObject({ hits: 0 })
      expect(asked).toHaveLength(2)
    })

    it('health', async () => {
      for (const headers of [{ 'x-reader': '1' }, { 'x-reader': '2' }]) await get('/health/live', headers)
      expect(asked).toHaveLength(2)
    })

    it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s', async (method) => {
      await get('/a')
      for (let at = 0; at < 2; at++) await get('/a', {}, method)
      expect(asked.map((request) => request.method)).toEqual(['GET', method, method])
    })
  })

  it('cookies of others are in nobody’s way', async () => {
    await get('/a', { cookie: 'figures=1' })
    expect(await get('/a', { cookie: 'figures=2; consent=yes' })).toMatchObject({ hits: 1 })
    expect(asked[0]?.headers.cookie).toBeUndefined()
  })

  it('figures are not for the public', async () => {
    expect((await get('/metrics')).status).toBe(404)
    expect(asked).toHaveLength(0)
  })

  it.each([
    ['gzip, deflate, br, zstd', 'br, gzip'],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', 'br, gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['gzip;q=0.000, br;q=0.001', 'br'],
    ['gzip;q=0', undefined],
    ['x-gzip, brotli', undefined],
    ['identity', undefined],
    ['deflate', undefined],
  ])('Accept-Encoding %s is asked for as %s', async (sent, passed) => {
    handle = kept(long, { vary: 'Accept-Encoding' })
    await get('/a', { 'accept-encoding': sent })
    expect(asked[0]?.headers['accept-encoding']).toBe(passed)
    expect(await get('/a', { 'accept-encoding': passed ?? 'identity' })).toMatchObject({ hits: 1 })
  })

  it('one language is one copy where the answer is negotiated', async () => {
    handle = kept(long, { vary: 'Accept-Language' })
    await get('/a', { 'accept-language': 'ar' })
    expect(await get('/a', { 'accept-language': 'fr' })).toMatchObject({ hits: 0 })
    expect(await get('/a', { 'accept-language': 'ar' })).toMatchObject({ hits: 1 })
  })

  describe('when Fiche fails', () => {
    const fail: Handler = (_, response) => {
      response.writeHead(503, {
        'content-type': 'application/problem+json',
        'retry-after': '7',
        'cache-control': 'no-store',
      })
      response.end('{"code":"databaseAway"}')
    }

    it('serves what is long stale', async () => {
      handle = kept(brief)
      await get('/a')
      handle = fail
      await wait(2500)
      for (let at = 0; at < 5; at++) {
        expect(await get('/a')).toMatchObject({ status: 200, text: 'old' })
        // Long enough for what is fetched in the background to fail as well.
        await wait(50)
      }
      text = 'new'
      handle = kept(brief)
      await expect.poll(async () => (await get('/a')).text).toBe('new')
    })

    it('passes on what it says of the rest, and does not keep it', async () => {
      handle = fail
      const { status, headers, text: problem } = await get('/a')
      expect(status).toBe(503)
      expect(headers.get('retry-after')).toBe('7')
      expect(problem).toBe('{"code":"databaseAway"}')
      handle = kept(long)
      expect(await get('/a')).toMatchObject({ status: 200, text: 'old' })
    })

    it('passes on what it says to an editor, once', async () => {
      handle = fail
      expect((await get('/a', {}, 'POST')).status).toBe(503)
      expect((await get('/a', { authorization: 'Bearer x' })).status).toBe(503)
      expect(asked).toHaveLength(2)
    })

    it('does not serve what it was told to forget', async () => {
      handle = kept(brief)
      await get('/a')
      handle = fail
      await tell('document-1')
      expect((await get('/a')).status).toBe(503)
    })
  })

  describe('when an instance is gone', () => {
    it('asks the other, without a reader noticing', async () => {
      const [first] = backends.splice(0, 1)
      first?.close()
      first?.closeAllConnections()
      for (let at = 0; at < 20; at++) expect((await get(`/one-${at}`)).status).toBe(200)
      await listen(ports[0])
    })

    it('and the other too, serves what it has, and a problem for the rest', async () => {
      handle = kept(brief)
      await get('/a')
      await wait(2500)
      stopBackends()
      for (let at = 0; at < 20; at++) {
        expect(await get('/a')).toMatchObject({ status: 200, text: 'old' })
        await wait(100)
      }
      const { status, headers, text: problem } = await get('/b')
      expect(status).toBe(503)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(headers.get('retry-after')).toBe('5')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(JSON.parse(problem)).toMatchObject({ status: 503 })
      expect((await get('/a', {}, 'POST')).status).toBe(503)
      text = 'new'
      for (const port of ports) await listen(port)
      await expect.poll(async () => (await get('/a')).text, { timeout: 5000 }).toBe('new')
    })
  })
})
