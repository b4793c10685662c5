/** Where a new item would be among the old if nothing but its neighbours counted, and what stands near there. */
import type { Pairing } from './pairing.ts'

/**
 * For each new position the old one expected: after the partner of what precedes it. `known` gives places that are
 * settled otherwise, as the start of a matched block is.
 *
 *     old partners  7 · · 2 ·   →   7 8 9 2 3
 */
export function expectedPlaces(
  oldOf: Int32Array,
  known: ReadonlyMap<number, number> = new Map(),
): Int32Array {
  let next = 0
  return oldOf.map((partner, position) => {
    const place = partner === -1 ? (known.get(position) ?? next) : partner
    next = place + 1
    return place
  })
}

/** Says whether an old and a new item without partners stand between the same neighbours, on one side at least. */
export function besideIn(pairing: Pairing): (before: number, after: number) => boolean {
  const own = pairing.newOf.map((partner, position) => (partner === -1 ? -1 : position))
  const oldSides = sides(own, pairing.newOf.length)
  const newSides = sides(pairing.oldOf, pairing.newOf.length)
  return (before, after) =>
    oldSides.previous[before] === newSides.previous[after] || oldSides.next[before] === newSides.next[after]
}

/** The `count` of `olds` (in order of place) around `place`, as a half-open stretch; all if there are no more. */
export function around<Old>(
  olds: readonly Old[],
  placeOf: (old: Old) => number,
  place: number,
  count: number,
): [from: number, to: number] {
  let low = 0
  let high = olds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const old = olds[middle]
    if (old !== undefined && placeOf(old) < place) low = middle + 1
    else high = middle
  }
  const from = Math.max(0, Math.min(low - (count >> 1), olds.length - count))
  return [from, Math.min(from + count, olds.length)]
}

interface Sides {
  readonly previous: Int32Array
  readonly next: Int32Array
}

/** Per position the old position of the nearest partner before it and behind it; −1 and `end` where there is none. */
function sides(partners: Int32Array, end: number): Sides {
  return {
    previous: partners.map(nearestSoFar(-1)),
    next: partners.toReversed().map(nearestSoFar(end)).toReversed(),
  }
}

function nearestSoFar(start: number): (partner: number) => number {
  let nearest = start
  return (partner) => {
    if (partner !== -1) nearest = partner
    return nearest
  }
}
