import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Representation } from './representation.ts'
import { Shelves } from './shelves.ts'

const weight = 10_000
const room = (shelves: number): number => shelves * (weight + 1000)

test('when there is no more room, what was not used for longest goes first', () => {
  const gone: string[] = []
  const shelves = new Shelves(room(3), (shelf) => gone.push(shelf.key))
  for (const key of ['a', 'b', 'c']) shelves.weigh(shelves.open(key), weight)
  shelves.touch(shelves.open('a'))
  shelves.weigh(shelves.open('d'), weight)
  expect(gone).toEqual(['b'])
  shelves.weigh(shelves.open('e'), weight)
  expect(gone).toEqual(['b', 'c'])
  expect(shelves.get('a')?.isHeld).toBe(true)
  expect(shelves.size).toBe(3)
})

test('what is dropped is no longer true; what goes to make room still is', () => {
  const shelves = new Shelves(room(1), () => undefined)
  const first = shelves.open('a')
  shelves.weigh(first, weight)
  const second = shelves.open('b')
  shelves.weigh(second, weight)
  expect([first.isHeld, first.isTrue]).toEqual([false, true])
  shelves.drop('b')
  expect([second.isHeld, second.isTrue]).toEqual([false, false])
  expect(shelves.bytes).toBe(0)
  expect(shelves.open('b')).not.toBe(second)
})

/** A shelf with an answer on it, of which the front says that it is in use. */
function inUse(shelves: Shelves, key: string): Representation {
  const shelf = shelves.open(key)
  const finished = {
    fields: {},
    body: Buffer.from(key),
    lastModified: undefined,
    negotiated: false,
    isText: false,
  }
  const answer = new Representation(shelf, finished, { weigh: () => undefined })
  shelf.kept.set(key, answer)
  shelves.weigh(shelf, weight)
  return answer
}

test('what the front has answered from is spared once, and goes when it is not asked for again', () => {
  const gone: string[] = []
  const shelves = new Shelves(room(2), (shelf) => gone.push(shelf.key))
  inUse(shelves, 'a').isUsed = true
  inUse(shelves, 'b')
  inUse(shelves, 'c')
  inUse(shelves, 'd')
  expect(gone).toEqual(['b', 'c'])
  inUse(shelves, 'e')
  expect(gone).toEqual(['b', 'c', 'a'])
})

test('it keeps within its bound when all of it is in use all the time', () => {
  const shelves = new Shelves(room(3), () => undefined)
  const answers: Representation[] = []
  for (let number = 0; number < 50; number++) {
    for (const answer of answers) answer.isUsed = true
    answers.push(inUse(shelves, String(number)))
    expect(shelves.bytes).toBeLessThanOrEqual(room(3))
  }
})

/** The plainest cache there is, to hold the linked list against. */
test('property: after anything, it holds what the plainest cache would, within its bound', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const step = fc.record({
    what: fc.constantFrom('open', 'touch', 'drop', 'weigh'),
    key,
    bytes: fc.nat(9000),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const limit = 20_000
      const shelves = new Shelves(limit, () => undefined)
      let model: { key: string; bytes: number }[] = []
      const makeRoom = (spared: string) => {
        const total = () => model.reduce((sum, each) => sum + each.bytes, 0)
        while (total() > limit && model.length > 1) {
          const [oldest, ...others] = model
          model = oldest?.key === spared ? [...others, oldest] : others
        }
      }
      for (const { what, key: name, bytes } of steps) {
        const known = model.find((each) => each.key === name)
        if (what === 'open' && known === undefined) {
          shelves.open(name)
          model.push({ key: name, bytes: 1000 })
          makeRoom(name)
        }
        const shelf = shelves.get(name)
        if (shelf === undefined || known === undefined) continue
        if (what === 'touch') {
          shelves.touch(shelf)
          model = [...model.filter((each) => each !== known), known]
        }
        if (what === 'drop') {
          shelves.drop(name)
          model = model.filter((each) => each !== known)
        }
        if (what === 'weigh') {
          shelves.weigh(shelf, bytes)
          known.bytes += bytes
          makeRoom(name)
        }
      }
      expect(['a', 'b', 'c', 'd', 'e', 'f'].filter((each) => shelves.get(each) !== undefined)).toEqual(
        model.map((each) => each.key).toSorted(),
      )
      expect(shelves.bytes).toBe(model.reduce((sum, each) => sum + each.bytes, 0))
      expect(shelves.bytes <= limit || shelves.size === 1).toBe(true)
    }),
  )
})
