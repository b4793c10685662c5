/**
 * A longest common subsequence by the shortest edit script (Myers, “An O(ND) Difference Algorithm”, 1986): for
 * d = 0, 1, 2… edits, how far does each diagonal reach? It needs as many rounds as there are edits and memory for
 * their squares, so it is given up after `mostEdits`: hostile input costs a bounded multiple of its length, and what
 * is left unpaired then is paired by document order (equal.ts).
 *
 *     before  a b c b     after  a c b b     →  a, c, b in common (0–0, 2–1, 3–2), after 2 edits
 */
import type { Pair } from './pairing.ts'

const mostEdits = 256
const unreachable = -1e9

/** Pairs of positions with equal numbers, increasing on both sides; none if more than 256 edits part the two. */
export function commonSubsequence(before: Int32Array, after: Int32Array): Pair[] {
  if (before.length === 0 || after.length === 0) return []
  const rounds: Int32Array[] = []
  const difference = before.length - after.length
  for (let edits = 0; edits <= mostEdits; edits += 1) {
    const round = advance(rounds.at(-1), before, after)
    rounds.push(round)
    const last = (difference + edits) / 2
    if (round[last] === before.length) return traceBack(rounds, last, difference)
  }
  return []
}

/** One more edit: round d holds, for the diagonals −d, −d+2 … d, the furthest position in `before`. */
function advance(previous: Int32Array | undefined, before: Int32Array, after: Int32Array): Int32Array {
  const edits = previous === undefined ? 0 : previous.length
  const round = new Int32Array(edits + 1)
  for (let slot = 0; slot <= edits; slot += 1) {
    const diagonal = 2 * slot - edits
    let x = startOf(previous, slot)
    if (x < 0 || x > before.length || x - diagonal > after.length) x = unreachable
    else while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1
    round[slot] = x
  }
  return round
}

/** Where a diagonal is entered: by deleting from `before` on the diagonal below, or by inserting on the one above. */
function startOf(previous: Int32Array | undefined, slot: number): number {
  if (previous === undefined) return 0
  return Math.max((previous[slot - 1] ?? unreachable) + 1, previous[slot] ?? unreachable)
}

function traceBack(rounds: readonly Int32Array[], last: number, difference: number): Pair[] {
  const pairs: Pair[] = []
  let slot = last
  let diagonal = difference
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const previous = rounds[edits - 1]
    const start = startOf(previous, slot)
    for (let x = (rounds[edits]?.[slot] ?? 0) - 1; x >= start; x -= 1) pairs.push([x, x - diagonal])
    const deleted = (previous?.[slot - 1] ?? unreachable) + 1 === start
    slot -= deleted ? 1 : 0
    diagonal += deleted ? -1 : 1
  }
  return pairs.toReversed()
}
