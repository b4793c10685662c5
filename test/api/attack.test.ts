import { once } from 'node:events'
import { connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'

/** What only bytes on a socket can hold, and what a stranger may make the service do. */
let app: TestApp
let port = 0
const reports: string[] = []
const server = () =>
  createAdaptorServer({
    fetch: buildApp(
      testServices({
        database: app.database,
        delivery: app.delivery,
        report: (error, request) => reports.push(`${request}: ${String(error)}`),
      }),
    ).fetch,
  })
let listening: ReturnType<typeof server>
beforeAll(async () => {
  app = await startApp()
  listening = server()
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(async () => {
  await new Promise((resolve) => listening.close(resolve))
  expect(app.reports).toEqual([])
  await app.close()
})

/** What comes back for bytes that are sent as they are, until the service closes. */
async function exchange(request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('utf8')
  let answer = ''
  socket.on('data', (chunk: string) => (answer += chunk))
  socket.write(request)
  await once(socket, 'close')
  return answer
}

test.each(['xn--', '1.2.3.256', '999.999.999.999', 'a b', '[::1', 'a%', '//', '0.0/0.0', '\\\\'])(
  'the Host %s is a bad request',
  async (host) => {
    const answer = await exchange(`GET /v1/locales HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  },
)

test('a client that goes away in the middle of its body is nothing to report', async () => {
  const socket = connect(port, '127.0.0.1')
  const head = ['POST /v1/documents HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${app.adminKey}`]
  socket.write(
    [...head, 'Content-Type: text/markdown', 'Content-Length: 900000', '', '# A title'].join('\r\n'),
  )
  // Long enough for the service to be waiting for the rest.
  await new Promise((resolve) => setTimeout(resolve, 200))
  socket.destroy()
  await once(socket, 'close')
  const after = await exchange('GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  expect(after).toMatch(/^HTTP\/1\.1 200 /)
  expect(reports).toEqual([])
})

test('what a stranger writes is not even read', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const [method, path] of [
    ['POST', '/v1/documents'],
    ['POST', '/v1/keys'],
    ['PUT', '/v1/documents/none/original'],
    ['PUT', '/v1/documents/none/cards/k'],
    ['PUT', '/v1/locales/it'],
  ] as const) {
    for (const body of ['{', 'x'.repeat(9_000_000)]) {
      expect((await app.send(method, path, { key: null, headers, body })).status, path).toBe(401)
    }
  }
})

test('a hundred offending fields are told, not as many as a body has room for', async () => {
  const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`field${at}`, at]))
  for (const [path, json] of [
    ['/v1/documents', { text: 'X.', ...unknown }],
    ['/v1/keys', { name: 'k', roles: Array.from({ length: 200 }, () => ({ role: 'king' })) }],
  ] as const) {
    const answer = await app.send('POST', path, { json })
    expect(answer.status, path).toBe(400)
    expect(answer.json.errors, path).toHaveLength(100)
  }
})
