/**
 * Pairs all that is still equal, whatever its order: as many of each as both sides have. Which of several equals
 * goes with which is decided by their neighbours, then by document order (Heckel, “A technique for isolating
 * differences between files”, 1978).
 *
 *     before  A. Oui. B. Oui. C.      after  C. | B. Oui. | A. Oui.      A, B and C are paired
 *     the Oui. after B is the one that stood after B, the other is the one that stood after A
 */
import { free, isFree, pair, type Pairing } from './pairing.ts'

/** A new position, and which of its neighbours is meant. */
interface Neighbour {
  readonly y: number
  readonly step: 1 | -1
}

/** Completes `pairing`: afterwards no number is left without a partner on both sides. */
export function pairEqual(before: Int32Array, after: Int32Array, pairing: Pairing): void {
  pairUnique(before, after, pairing)
  for (let y = 1; y < after.length; y += 1) pairNeighbour(before, after, pairing, { y: y - 1, step: 1 })
  for (let y = after.length - 1; y > 0; y -= 1) pairNeighbour(before, after, pairing, { y, step: -1 })
  pairByOrder(before, after, pairing, () => true)
}

/** What is left once on each side needs no choice, and its neighbours may follow it. */
function pairUnique(before: Int32Array, after: Int32Array, pairing: Pairing): void {
  const old = countFree(before, pairing.newOf)
  const now = countFree(after, pairing.oldOf)
  pairByOrder(before, after, pairing, (value) => old.get(value) === 1 && now.get(value) === 1)
}

function countFree(values: Int32Array, partners: Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const position of free(partners)) {
    const value = values[position] ?? -1
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** If what stands next to a pair is equal on both sides, it is a pair too. */
function pairNeighbour(before: Int32Array, after: Int32Array, pairing: Pairing, at: Neighbour): void {
  const x = pairing.oldOf[at.y] ?? -1
  if (x === -1 || before[x + at.step] !== after[at.y + at.step]) return
  if (isFree(pairing, x + at.step, at.y + at.step)) pair(pairing, x + at.step, at.y + at.step)
}

/** The first that is left of each number with the first, the second with the second, and so on. */
function pairByOrder(
  before: Int32Array,
  after: Int32Array,
  pairing: Pairing,
  wanted: (value: number) => boolean,
): void {
  const left = new Map<number, number[]>()
  for (const x of free(pairing.newOf).toReversed()) {
    const value = before[x] ?? -1
    const positions = left.get(value)
    if (positions === undefined) left.set(value, [x])
    else positions.push(x)
  }
  for (const y of free(pairing.oldOf)) {
    const value = after[y] ?? -1
    const x = wanted(value) ? left.get(value)?.pop() : undefined
    if (x !== undefined) pair(pairing, x, y)
  }
}
