import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ sample: true })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

test('the sample is read in Arabic', async () => {
  const { status, json, headers } = await app.send('GET', '/v1/documents/maroc-etats-unis-securite?locale=ar')
  expect(status).toBe(200)
  expect(headers.get('content-language')).toBe('ar')
  expect(json.asOf).toEqual({ value: '2024-04', text: 'أبريل 2024' })
  expect(json.cards).toHaveLength(15)
})
test('changes', async () => {
  const { status, json } = await app.send('GET', '/v1/changes')
  expect(status).toBe(200)
  expect(json.items).toHaveLength(8)
})
