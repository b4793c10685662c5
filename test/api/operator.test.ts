import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { withAccessLog } from '../../src/web/access-log.ts'
import { startApp, testServices } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { exchange, listenOn } from '../support/socket.ts'

/** What an operator sees of requests, whichever way they are answered. */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ sample: true })
})
afterAll(() => app.close())

const request = (target: string): string =>
  `GET ${target} HTTP/1.1\r\nHost: fiche.test\r\nConnection: close\r\n\r\n`
const held = '/v1/documents/maroc-etats-unis-securite?locale=fr'

test('figures count both ways, and tell what is held; nobody gets them unless they are asked for', async () => {
  const { database, delivery } = app
  const listening = await listenOn(buildApp(testServices({ database, delivery, metrics: true })).listener)
  for (const target of [held, held, held, '/v1/documents/nothing'])
    await exchange(listening.port, request(target))
  const figures = (await exchange(listening.port, request('/metrics'))).toString()
  expect(figures).toMatch(/^content-type: text\/plain; version=0\.0\.4/m)
  expect(figures).toMatch(/^fiche_http_requests_total\{status="200",by="front"\} 2$/m)
  expect(figures).toMatch(/^fiche_http_requests_total\{status="200",by="router"\} 1$/m)
  expect(figures).toMatch(/^fiche_http_requests_total\{status="404",by="router"\} 1$/m)
  expect(Number(/^fiche_held_bytes (\d+)$/m.exec(figures)?.[1])).toBeGreaterThan(1000)
  expect(figures).toMatch(/^process_resident_memory_bytes \d+$/m)
  await listening.close()
  expect((await app.send('GET', '/metrics')).status).toBe(404)
})

test('the access log has a line for every request, with neither who asked nor what she may', async () => {
  const { database, delivery } = app
  const lines: string[] = []
  const { listener } = buildApp(testServices({ database, delivery }))
  const listening = await listenOn(withAccessLog(listener, (line) => lines.push(line)))
  const secret = 'fiche_secret_key_0123456789'
  for (const target of [held, held, '/v1/documents/a%0Ab?x="']) {
    await exchange(
      listening.port,
      request(target).replace('Connection', `Authorization: Bearer ${secret}\r\nConnection`),
    )
  }
  await wait(20)
  await listening.close()
  const told = lines.map((line): Record<string, unknown> => JSON.parse(line))
  expect(told).toMatchObject([
    { method: 'GET', target: held, status: 200, isWhole: true },
    { method: 'GET', target: held, status: 200, isWhole: true },
    { method: 'GET', status: 404 },
  ])
  for (const line of lines) {
    expect(line.trimEnd()).not.toContain('\n')
    expect(line).not.toMatch(/secret|127\.0\.0\.1/)
    expect(new Date(String(JSON.parse(line).time)).getTime()).toBeGreaterThan(0)
  }
})
