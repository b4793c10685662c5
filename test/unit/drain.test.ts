/** How a server that is drained parts from the connections that it has. */
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'vitest'
import { listen, type Listening } from '../../src/web/listen.ts'

const big = Buffer.alloc(20_000_000, 'x')

/**
 * Answers `/big` with much, `/deny` without reading the body, `/echo` with the body while it comes, and
 * everything else at the end of its body.
 */
const listener: RequestListener = (incoming, outgoing) => {
  if (incoming.url === '/big') outgoing.end(big)
  else if (incoming.url === '/deny') outgoing.writeHead(401).end('no')
  else if (incoming.url === '/echo') incoming.pipe(outgoing)
  else incoming.on('end', () => outgoing.end('yes')).resume()
}

const anywhere = { host: '127.0.0.1', port: 0 }
const start = (): Promise<Listening> => listen(listener, anywhere)

interface Client {
  readonly socket: Socket
  readonly got: () => string
  readonly closed: Promise<unknown>
}

async function clientOf({ url }: Listening): Promise<Client> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let got = ''
  socket.setEncoding('latin1').on('data', (text: string) => (got += text))
  await once(socket, 'connect')
  // Rejects with the reset, if there is one.
  return { socket, got: () => got, closed: once(socket, 'close') }
}

const get = (path = '/'): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`
const post = (path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`

const answersIn = (text: string): number => text.match(/HTTP\/1\.1 200 /g)?.length ?? 0
const goodbyesIn = (text: string): number => text.match(/^connection: close\r$/gim)?.length ?? 0

/** Milliseconds. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work
  return performance.now() - from
}

test.concurrent('without a connection it ends at once', async ({ expect }) => {
  const listening = await start()
  expect(await timeOf(listening.drain())).toBeLessThan(500)
})

test.concurrent('connections that nothing is asked on are closed after a second', async ({ expect }) => {
  const listening = await start()
  const [idle, silent] = [await clientOf(listening), await clientOf(listening)]
  idle.socket.write(get())
  await expect.poll(() => answersIn(idle.got())).toBe(1)
  expect(await timeOf(listening.drain())).toBeGreaterThan(900)
  await Promise.all([idle.closed, silent.closed])
  expect(goodbyesIn(idle.got())).toBe(0)
})

/** For what is still sent when the drain has begun. */
const aMoment = () => wait(100)

test.concurrent('a request on an idle connection is still answered, with a goodbye', async ({ expect }) => {
  const listening = await start()
  const client = await clientOf(listening)
  client.socket.write(get())
  await expect.poll(() => answersIn(client.got())).toBe(1)
  const drained = timeOf(listening.drain())
  await aMoment()
  client.socket.write(get())
  await client.closed
  expect([answersIn(client.got()), goodbyesIn(client.got())]).toEqual([2, 1])
  expect(await drained).toBeLessThan(900)
})

test.concurrent('of several requests in a packet only the last answer says goodbye', async ({ expect }) => {
  const listening = await start()
  const client = await clientOf(listening)
  const drained = listening.drain()
  await aMoment()
  client.socket.write(get().repeat(3))
  await client.closed
  expect([answersIn(client.got()), goodbyesIn(client.got())]).toEqual([3, 1])
  expect(client.got().lastIndexOf('HTTP/1.1')).toBeLessThan(client.got().search(/^connection: close/im))
  await drained
})

test.concurrent('what is sent after the goodbye is not processed', async ({ expect }) => {
  let asked = 0
  const listening = await listen((_, outgoing) => void outgoing.end(String(++asked)), anywhere)
  const client = await clientOf(listening)
  const drained = listening.drain()
  await aMoment()
  client.socket.write(get())
  await expect.poll(() => goodbyesIn(client.got())).toBe(1)
  client.socket.write(get())
  await client.closed
  await drained
  expect(asked).toBe(1)
})

test.concurrent('a long answer reaches a slow reader whole', async ({ expect }) => {
  const listening = await start()
  const client = await clientOf(listening)
  client.socket.write(get('/big'))
  await expect.poll(() => client.got().length).toBeGreaterThan(0)
  client.socket.pause()
  const drained = listening.drain()
  await wait(1500)
  client.socket.resume()
  await Promise.all([client.closed, drained])
  expect(client.got().length).toBeGreaterThan(big.length)
})

test.concurrent('half a request is waited for', async ({ expect }) => {
  const listening = await start()
  const clients = await Promise.all([1, 2, 3, 4].map(() => clientOf(listening)))
  const [head, body, begun, next] = clients.map(({ socket }) => socket)
  head?.write(get().slice(0, 10))
  body?.write(`${post('/', 8)}half`)
  begun?.write(`${post('/echo', 8)}half`)
  next?.write(get())
  const results = () => clients.map(({ got }) => [answersIn(got()), goodbyesIn(got())])
  await expect.poll(results).toEqual([
    [0, 0],
    [0, 0],
    [1, 0],
    [1, 0],
  ])
  const drained = timeOf(listening.drain())
  await aMoment()
  next?.write(get().slice(0, 10))
  await wait(1500)
  head?.write(get().slice(10))
  for (const socket of [body, begun]) socket?.write('half')
  next?.write(get().slice(10))
  await Promise.all(clients.map(({ closed }) => closed))
  // It was too late for a goodbye where the answer had begun: that connection is closed a second later.
  expect(results()).toEqual([
    [1, 1],
    [1, 1],
    [1, 0],
    [2, 1],
  ])
  expect(await drained).toBeLessThan(4000)
})

test.concurrent('an answer that comes before the end of a body is not overtaken by a reset', async ({
  expect,
}) => {
  const listening = await start()
  const client = await clientOf(listening)
  const drained = listening.drain()
  await aMoment()
  client.socket.write(post('/deny', 2_000_000))
  client.socket.write(Buffer.alloc(1_000_000))
  await expect.poll(client.got).toMatch(/^HTTP\/1\.1 401 /)
  await aMoment()
  // A reset would fail here.
  client.socket.write(Buffer.alloc(500_000))
  await client.closed
  expect(goodbyesIn(client.got())).toBe(1)
  await drained
})
