/**
 * Pairs what is equal and still in the same order, so that one more « Oui. » does not shift the others.
 *
 * 1. What both begin and end with is paired.
 * 2. Between: what occurs once on each side is an anchor; the longest increasing run of anchors is paired
 *    (patience diff), the others have moved and are left to equal.ts.
 * 3. In each gap between anchors: again beginning and end, then a longest common subsequence.
 *
 *     before  Oui. A. Oui. B. Oui. C.      after  Oui. A. Oui. Oui. C. B. Oui.
 *     1. Oui. A. Oui.                      2. anchors B, C; one of them kept in order: B (or C)
 *     3. before B: nothing left of the old; after B: Oui. with Oui.
 */
import { commonSubsequence } from './common.ts'
import { longestIncreasing } from './increasing.ts'
import type { Pair } from './pairing.ts'

/** Half-open stretches of the old and the new sequence. */
interface Gap {
  readonly from: Pair
  readonly to: Pair
}

/** Pairs of positions with equal numbers, increasing on both sides, together as long as can be found cheaply. */
export function pairInOrder(before: Int32Array, after: Int32Array): Pair[] {
  const pairs: Pair[] = []
  const middle = trim(before, after, { from: [0, 0], to: [before.length, after.length] }, pairs)
  let from = middle.from
  for (const anchor of [...anchors(before, after, middle), middle.to]) {
    fillGap(before, after, { from, to: anchor }, pairs)
    if (anchor !== middle.to) pairs.push(anchor)
    from = [anchor[0] + 1, anchor[1] + 1]
  }
  return pairs
}

function fillGap(before: Int32Array, after: Int32Array, gap: Gap, pairs: Pair[]): void {
  const { from, to } = trim(before, after, gap, pairs)
  const common = commonSubsequence(before.subarray(from[0], to[0]), after.subarray(from[1], to[1]))
  for (const [x, y] of common) pairs.push([from[0] + x, from[1] + y])
}

/** Pairs what the gap begins and ends with; returns what is between. */
function trim(before: Int32Array, after: Int32Array, gap: Gap, pairs: Pair[]): Gap {
  let [x, y] = gap.from
  let [endX, endY] = gap.to
  for (; x < endX && y < endY && before[x] === after[y]; x += 1, y += 1) pairs.push([x, y])
  for (; x < endX && y < endY && before[endX - 1] === after[endY - 1]; endX -= 1, endY -= 1) {
    pairs.push([endX - 1, endY - 1])
  }
  return { from: [x, y], to: [endX, endY] }
}

function anchors(before: Int32Array, after: Int32Array, gap: Gap): Pair[] {
  const old = onlyPositions(before, gap.from[0], gap.to[0])
  const unique: Pair[] = []
  for (const [value, y] of onlyPositions(after, gap.from[1], gap.to[1])) {
    const x = old.get(value) ?? -1
    if (x >= 0 && y >= 0) unique.push([x, y])
  }
  const increasing = longestIncreasing(unique.map(([x]) => x))
  return increasing.flatMap((position) => unique.slice(position, position + 1))
}

/** Per number, its only position in the stretch, or −1 if it occurs more than once. */
function onlyPositions(values: Int32Array, from: number, to: number): Map<number, number> {
  const only = new Map<number, number>()
  for (let at = from; at < to; at += 1) {
    const value = values[at] ?? -1
    only.set(value, only.has(value) ? -1 : at)
  }
  return only
}
