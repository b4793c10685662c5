/**
 * Which new sentence is which old one, once the blocks are known: first those with the same text, wherever they
 * went, then those that were changed.
 */
import { pairEqual } from './equal.ts'
import type { Item } from './index.ts'
import { positionsIn, stretch, type Layout } from './layout.ts'
import { pairInOrder } from './order.ts'
import { free, noPairs, pair, type Pair, type Pairing } from './pairing.ts'
import { besideIn, expectedPlaces } from './place.ts'
import { similarPairs, type Candidate } from './similar.ts'

/**
 * Pairs sentences of the same text, as many of each text as both revisions have: inside matched blocks in order,
 * then out of order, then across blocks.
 */
export function keepSentences(before: Layout, after: Layout, blocks: Pairing): Pairing {
  const kept = noPairs(before.texts.length, after.texts.length)
  for (const [x, y] of pairsOf(blocks)) keepInside(before, after, [x, y], kept)
  pairEqual(before.numbers, after.numbers, kept)
  return kept
}

function keepInside(before: Layout, after: Layout, [x, y]: Pair, kept: Pairing): void {
  const old = stretch(before, x)
  const now = stretch(after, y)
  const sequences = [before.numbers.subarray(...old), after.numbers.subarray(...now)] as const
  const inside = noPairs(sequences[0].length, sequences[1].length)
  for (const [i, j] of pairInOrder(...sequences)) pair(inside, i, j)
  pairEqual(...sequences, inside)
  for (const [i, j] of pairsOf(inside)) pair(kept, old[0] + i, now[0] + j)
}

/**
 * Pairs changed sentences with their predecessors among the old sentences that are not kept: inside matched blocks,
 * then anywhere with more in common (similarity.ts, `isLikely`).
 */
export function changeSentences(before: Layout, after: Layout, blocks: Pairing, kept: Pairing): Pairing {
  const changed = noPairs(before.texts.length, after.texts.length)
  const starts = new Map(pairsOf(blocks).map(([x, y]) => [after.starts[y] ?? 0, before.starts[x] ?? 0]))
  const places = expectedPlaces(kept.oldOf, starts)
  const beside = besideIn(kept)
  const oldItem = (at: number): Item => ({ at, place: at, features: before.features(at) })
  const newItem = (at: number): Item => ({ at, place: places[at] ?? 0, features: after.features(at) })
  const open = (positions: readonly number[], side: 'oldOf' | 'newOf') =>
    positions.filter((at) => kept[side][at] === -1 && changed[side][at] === -1)
  for (const [x, y] of pairsOf(blocks)) {
    const olds = open(positionsIn(before, x), 'newOf').map(oldItem)
    const news = open(positionsIn(after, y), 'oldOf').map(newItem)
    const where = (old: Item, now: Item) => (beside(old.at, now.at) ? 'beside' : 'inside')
    pairAll(changed, similarPairs(olds, news, where))
  }
  const olds = open(free(kept.newOf), 'newOf').map(oldItem)
  const news = open(free(kept.oldOf), 'oldOf').map(newItem)
  pairAll(changed, similarPairs(olds, news, 'elsewhere'))
  return changed
}

function pairAll(pairing: Pairing, found: readonly Candidate[]): void {
  for (const { before, after } of found) pair(pairing, before.at, after.at)
}

function pairsOf(pairing: Pairing): Pair[] {
  return Array.from(pairing.oldOf, (x, y): Pair => [x, y]).filter(([x]) => x !== -1)
}
