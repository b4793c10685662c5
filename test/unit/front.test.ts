import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { Representation } from '../../src/delivery/representation.ts'
import { Shelves } from '../../src/delivery/shelves.ts'
import { Front } from '../../src/web/front.ts'
import { Tally } from '../../src/web/tally.ts'

function incoming(target: string, headers: Readonly<Record<string, string>> = {}): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  message.method = 'GET'
  message.url = target
  message.rawHeaders = Object.entries({ Host: 'fiche.test', ...headers }).flat()
  return message
}

function setUp(limit = 2 ** 24) {
  const shelves = new Shelves(limit, () => undefined)
  const shelf = shelves.open('document-1')
  const finished = {
    fields: {},
    body: Buffer.from('{}'),
    lastModified: undefined,
    negotiated: true,
    isText: true,
  }
  const representation = new Representation(shelf, finished, shelves)
  const front = new Front(undefined, new Tally())
  const answers = (message: IncomingMessage) => front.answer(message, new ServerResponse(message))
  return { shelves, representation, front, answers }
}

test('a burst of the same request, longer than what is remembered, is remembered all the same', () => {
  const { representation, front, answers } = setUp()
  for (let at = 0; at < 1500; at++) front.remember(incoming('/v1/a'), representation)
  expect(answers(incoming('/v1/a'))).toBe(true)
})

test('requests made up by the thousand are weighed, and the oldest forgotten', () => {
  const { shelves, representation, front, answers } = setUp()
  const long = 'x'.repeat(1900)
  for (let at = 0; at < 3000; at++) front.remember(incoming(`/v1/a?${long}${at}`), representation)
  expect(shelves.bytes).toBeGreaterThan(1000 * 2 * 1900)
  expect(shelves.bytes).toBeLessThan(1100 * 2 * 2 * 2000)
  expect(answers(incoming(`/v1/a?${long}10`))).toBe(false)
  expect(answers(incoming(`/v1/a?${long}2999`))).toBe(true)
  representation.letGo()
  expect(answers(incoming(`/v1/a?${long}2999`))).toBe(false)
})

test('hosts made up by the hundred do not push out the one that is asked at', () => {
  const { representation, front, answers } = setUp()
  front.remember(incoming('/v1/a'), representation)
  for (let at = 0; at < 900; at++) {
    front.remember(incoming('/v1/a', { Host: `h${at}.test` }), representation)
    expect(answers(incoming('/v1/a'))).toBe(true)
  }
})
