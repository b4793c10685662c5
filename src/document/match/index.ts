/**
 * Which old items are worth comparing with a new one, without comparing all with all.
 *
 * Every key (nine characters in a row, similarity.ts) points to the old items that have it. A key that more than 32
 * of them have says little and is passed over; each of the others is a vote for its items, and the six with the
 * most votes are compared. To these come the six old items nearest to where the new one is expected: among 5,000
 * sentences of one pattern no key is rare, and the place is all there is to go by. Both numbers are caps: a new item
 * is compared with at most 12 old ones, and costs at most 32 steps per key, whatever the text.
 *
 * The price: a sentence that moved far and was edited everywhere, or stands in a text where six others share more
 * of its rare keys, is taken for a new one. Up to 12 old items are all compared.
 */
import { around } from './place.ts'
import type { Features } from './similarity.ts'

/** A sentence or block to be recognised. */
export interface Item {
  /** Position in its revision. */
  readonly at: number
  /** For an old item its position; for a new one the old position where it would be if nothing had changed. */
  readonly place: number
  readonly features: Features
}

const mostHolders = 32
const mostVoted = 6
const mostNear = 6
/** With so many keys one in common is chance. */
const manyKeys = 8
const comparedWhole = mostVoted + mostNear

/**
 * Says, for a new item, which of `olds` (in order of place) to compare it with; none twice. Those around its place
 * are left out where `byPlace` is false: far from home the place says nothing.
 */
export function candidatesAmong(olds: readonly Item[], byPlace: boolean): (item: Item) => readonly Item[] {
  if (olds.length <= comparedWhole) return () => olds
  const holders = indexHolders(olds)
  const votes = new Int32Array(olds.length)
  return ({ place, features }) => {
    const [from, to] = around(olds, (old) => old.place, place, byPlace ? mostNear : 0)
    const chosen = olds.slice(from, to)
    for (const position of mostVotes(holders, votes, features)) {
      const old = olds[position]
      if (old !== undefined && (position < from || position >= to)) chosen.push(old)
    }
    return chosen
  }
}

/** Per bucket of keys the old items that have one of them: bucket b owns items[starts[b]] to items[starts[b + 1]]. */
interface Holders {
  readonly mask: number
  readonly starts: Int32Array
  readonly items: Int32Array
}

function indexHolders(olds: readonly Item[]): Holders {
  const keys = olds.reduce((sum, item) => sum + item.features.keys.length, 0)
  const mask = 2 ** Math.ceil(Math.log2(keys + 2)) - 1
  const starts = new Int32Array(mask + 2)
  for (const item of olds) {
    for (const key of item.features.keys) starts[key & mask] = (starts[key & mask] ?? 0) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  }
  const items = new Int32Array(keys)
  olds.forEach((item, position) => {
    for (const key of item.features.keys) {
      const slot = (starts[key & mask] ?? 0) - 1
      starts[key & mask] = slot
      items[slot] = position
    }
  })
  return { mask, starts, items }
}

/** The positions with the most votes; `votes` is all zero before and after. */
function mostVotes({ mask, starts, items }: Holders, votes: Int32Array, { keys }: Features): number[] {
  const voted: number[] = []
  for (const key of keys) {
    const from = starts[key & mask] ?? 0
    const to = starts[(key & mask) + 1] ?? 0
    const end = to - from > mostHolders ? from : to
    for (let slot = from; slot < end; slot += 1) {
      const position = items[slot] ?? 0
      if (votes[position] === 0) voted.push(position)
      votes[position] = (votes[position] ?? 0) + 1
    }
  }
  const least = keys.length < manyKeys ? 1 : 2
  const likely = voted.filter((position) => (votes[position] ?? 0) >= least)
  const best = firstBy(likely, (a, b) => (votes[b] ?? 0) - (votes[a] ?? 0) || a - b)
  for (const position of voted) votes[position] = 0
  return best
}

/** The first six in order, without sorting them all. */
function firstBy(positions: readonly number[], compare: (a: number, b: number) => number): number[] {
  const best: number[] = []
  for (const position of positions) {
    const last = best.at(-1)
    if (best.length === mostVoted && last !== undefined && compare(position, last) >= 0) continue
    if (best.length === mostVoted) best.pop()
    const after = best.findIndex((other) => compare(position, other) < 0)
    best.splice(after === -1 ? best.length : after, 0, position)
  }
  return best
}
