/**
 * Which new block is which old one.
 *
 * 1. Blocks with the same sentences, first of the same kind, then of any: in order where it can be, then wherever
 *    they went (order.ts, equal.ts).
 * 2. Blocks that share most, to the letter or nearly (sharing.ts). A sentence that neither revision has of
 *    the other is nearly shared if it is half alike and the blocks stand between the same neighbours, or most of it
 *    is alike (similarity.ts, `isLikely`). Sentences are compared, not whole blocks: two pages on one matter have
 *    most runs of letters in common, two sentences do not.
 *
 * A block left over is a new unit.
 */
import { pairEqual } from './equal.ts'
import { numberOf, positionsIn, stretch, type Layout } from './layout.ts'
import type { Item } from './index.ts'
import { pairInOrder } from './order.ts'
import { free, noPairs, pair, type Pairing } from './pairing.ts'
import { besideIn, expectedPlaces } from './place.ts'
import { pairByShares, sharesOfEqual, type Shares } from './sharing.ts'
import { similarPairs } from './similar.ts'

/** Pairs block positions; a kind that changed is no obstacle. */
export function matchBlocks(before: Layout, after: Layout): Pairing {
  const pairing = noPairs(before.kinds.length, after.kinds.length)
  pairIdentical(before, after, pairing)
  const shares = sharesOfEqual(before, after, pairing)
  addSimilar(before, after, pairing, shares)
  pairByShares(before, after, pairing, shares)
  return pairing
}

function pairIdentical(before: Layout, after: Layout, pairing: Pairing): void {
  const known = new Map<string, number>()
  const ofSameKind = [contents(before, known, true), contents(after, known, true)] as const
  for (const [x, y] of pairInOrder(...ofSameKind)) pair(pairing, x, y)
  pairEqual(...ofSameKind, pairing)
  pairEqual(contents(before, known, false), contents(after, known, false), pairing)
}

/** Per block a number that stands for its sentences (and its kind). */
function contents(layout: Layout, known: Map<string, number>, withKind: boolean): Int32Array {
  return Int32Array.from(layout.kinds, (kind, block) => {
    const sentences = layout.numbers.subarray(...stretch(layout, block)).join(' ')
    return numberOf(withKind ? `${kind} ${sentences}` : sentences, known)
  })
}

/** Adds what the blocks without partners share in similar sentences: the shorter's length, weighed by likeness. */
function addSimilar(before: Layout, after: Layout, pairing: Pairing, shares: Shares): void {
  const places = expectedPlaces(pairing.oldOf)
  const oldBlocks = blocksOf(before)
  const newBlocks = blocksOf(after)
  const beside = besideIn(pairing)
  const where = (old: Item, now: Item) =>
    beside(oldBlocks[old.at] ?? 0, newBlocks[now.at] ?? 0) ? 'beside' : 'elsewhere'
  const gone = onlyIn(before, after)
  const come = onlyIn(after, before)
  const olds = free(pairing.newOf).flatMap((x) => itemsIn(before, x, before.starts[x] ?? 0, gone))
  const news = free(pairing.oldOf).flatMap((y) => itemsIn(after, y, before.starts[places[y] ?? 0] ?? 0, come))
  for (const { before: old, after: now, score } of similarPairs(olds, news, where)) {
    const length = Math.min(before.texts[old.at]?.length ?? 0, after.texts[now.at]?.length ?? 0)
    shares.add([oldBlocks[old.at] ?? 0, newBlocks[now.at] ?? 0], length, length * score)
  }
}

/** The sentences of a block that `wanted` takes, expected among the old ones from `place` on. */
function itemsIn(layout: Layout, block: number, place: number, wanted: (at: number) => boolean): Item[] {
  const [from] = stretch(layout, block)
  return positionsIn(layout, block)
    .filter(wanted)
    .map((at) => ({ at, place: place + at - from, features: layout.features(at) }))
}

/** Says whether the sentence at a position is one whose text the other revision does not have. */
function onlyIn(layout: Layout, other: Layout): (at: number) => boolean {
  const others = new Set(other.numbers)
  return (at) => !others.has(layout.numbers[at] ?? -1)
}

/** Per sentence its block. */
function blocksOf(layout: Layout): Int32Array {
  const blocks = new Int32Array(layout.texts.length)
  layout.kinds.forEach((_, block) => blocks.fill(block, ...stretch(layout, block)))
  return blocks
}
