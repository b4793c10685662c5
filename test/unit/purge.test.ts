/** What a purger sends over the wire. The receiver is a bare socket: Node's own HTTP server refuses BAN. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PurgeConfig } from '../../src/config.ts'
import { createPurger } from '../../src/delivery/purge.ts'
import type { Purger } from '../../src/delivery/purge.ts'

interface Call {
  readonly line: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const secret = 'a-secret-of-twenty-or-more'
let server: Server
let port: number
let calls: Call[]
let answer: string
let purger: Purger | undefined
let reports: string[]
const sockets = new Set<Socket>()

/** A whole request, as soon as its body is as long as it says. */
function callIn(text: string): Call | undefined {
  const [head = '', body] = text.split('\r\n\r\n')
  const [line = '', ...rows] = head.split('\r\n')
  const headers = Object.fromEntries(
    rows.map((row) => [row.split(': ', 1)[0]?.toLowerCase() ?? '', row.slice(row.indexOf(': ') + 2)]),
  )
  if (body === undefined || Buffer.byteLength(body) < Number(headers['content-length'] ?? 0)) return undefined
  return { line, headers, body }
}

beforeEach(async () => {
  calls = []
  reports = []
  answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
  server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk.toString()
      const call = callIn(text)
      if (call === undefined) return
      text = ''
      calls.push(call)
      socket.write(answer)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterEach(async () => {
  await purger?.close(0)
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server.close()
})

const start = (options: Partial<PurgeConfig> = {}): Purger => {
  const config = { urls: [`http://127.0.0.1:${port}/cache`], method: 'BAN', secret: undefined } as const
  purger = createPurger({ ...config, ...options }, (error, what) => reports.push(`${what}: ${String(error)}`))
  return purger
}

async function firstCall(): Promise<Call> {
  await expect.poll(() => calls.length).toBeGreaterThan(0)
  const [call] = calls
  if (call === undefined) throw new Error('no call')
  return call
}

it.each(['BAN', 'PURGE'] as const)('%s goes as it is, with the names in one header', async (method) => {
  start({ method }).forget(['document-0199', 'documents-zh-Hans'])
  const { line, headers, body } = await firstCall()
  expect(line).toBe(`${method} /cache HTTP/1.1`)
  expect(headers['surrogate-key']).toBe('document-0199 documents-zh-Hans')
  expect(headers['webhook-id']).toBeUndefined()
  expect(headers['authorization']).toBeUndefined()
  expect(body).toBe('')
})

it('POST has the names in a body of JSON', async () => {
  start({ method: 'POST' }).forget(['document-0199', 'documents-ar'])
  const { line, headers, body } = await firstCall()
  expect(line).toBe('POST /cache HTTP/1.1')
  expect(headers['content-type']).toBe('application/json')
  expect(body).toBe('{"type":"purge","keys":["document-0199","documents-ar"]}')
})

/** As a receiver checks it, from what it got. */
const signatureOf = (key: string | Buffer, { headers }: Call, content: string): string => {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${content}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

it('a call with a body is signed over its body', async () => {
  start({ method: 'POST', secret }).forget(['a'])
  const call = await firstCall()
  expect(call.headers['webhook-signature']).toBe(signatureOf(secret, call, call.body))
  expect(Math.abs(Number(call.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
})

it('a call without one is signed over the names, each call anew', async () => {
  start({ secret }).forget(['a', 'b'])
  const call = await firstCall()
  expect(call.headers['webhook-signature']).toBe(signatureOf(secret, call, 'a b'))
  await expect.poll(() => calls.length, { timeout: 3000 }).toBe(2)
  expect(calls[1]?.headers['webhook-id']).not.toBe(call.headers['webhook-id'])
})

it('a secret in the form of the standard is base64', async () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef')
  start({ method: 'POST', secret: `whsec_${key.toString('base64')}` }).forget(['a'])
  const call = await firstCall()
  expect(call.headers['webhook-signature']).toBe(signatureOf(key, call, call.body))
})

it('a password in the address is sent as one, and told to nobody', async () => {
  answer = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'
  start({ urls: [`http://fiche:p%40ss@127.0.0.1:${port}/`] }).forget(['a'])
  const { headers } = await firstCall()
  expect(headers['authorization']).toBe(`Basic ${Buffer.from('fiche:p@ss').toString('base64')}`)
  await expect.poll(() => reports.length).toBe(1)
  expect(reports[0]).toBe(
    `telling the cache at http://127.0.0.1:${port}: it answered 401; tried again until it works`,
  )
})

it('a redirection is a failure: it is not followed', async () => {
  answer = 'HTTP/1.1 301 Moved Permanently\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n'
  start().forget(['a'])
  await expect.poll(() => reports.length).toBe(1)
  expect(new Set(calls.map(({ line }) => line))).toEqual(new Set(['BAN /cache HTTP/1.1']))
})

it('an answer that does not come is not waited for longer than two seconds, and asked for again', async () => {
  answer = ''
  const from = performance.now()
  start().forget(['a'])
  await expect.poll(() => calls.length, { timeout: 4000 }).toBe(2)
  expect(performance.now() - from).toBeGreaterThan(1900)
  expect(reports[0]).toMatch(/aborted due to timeout; tried again until it works$/)
  answer = 'HTTP/1.1 204 No Content\r\n\r\n'
})
