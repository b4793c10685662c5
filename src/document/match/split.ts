/**
 * Finds the other halves of a sentence that was split.
 *
 *     old  Il pleut fort sur la ville, et le vent souffle.
 *     new  Il pleut fort sur la ville. | Et le vent souffle.
 *
 * The first of the new ones is the more similar and already names the old one. The second stands beside it, and
 * what is left of the old one without the first is what it says: it names the old one too. So does a third beside
 * the second. One that only repeats what the first says has nothing left to be, and stays new.
 */
import type { Layout } from './layout.ts'
import { isRemainder, type Features } from './similarity.ts'

/**
 * Adds to `predecessors` (per new sentence the old one it comes from, −1 for none) the halves found.
 * `isOpen` says whether a new sentence has no fate yet.
 */
export function joinHalves(
  before: Layout,
  after: Layout,
  predecessors: Int32Array,
  isOpen: (position: number) => boolean,
): void {
  const found = halvesFound(after, predecessors)
  const joins = (position: number, beside: number) => {
    const whole = predecessors[beside] ?? -1
    if (whole === -1 || !isOpen(position) || predecessors[position] !== -1) return
    const halves = found.get(whole) ?? []
    const half = after.features(position)
    if (!isRemainder(half, before.features(whole), halves)) return
    predecessors[position] = whole
    found.set(whole, [...halves, half])
  }
  for (let at = 1; at < predecessors.length; at += 1) joins(at, at - 1)
  for (let at = predecessors.length - 2; at >= 0; at -= 1) joins(at, at + 1)
}

function halvesFound(after: Layout, predecessors: Int32Array): Map<number, readonly Features[]> {
  const found = new Map<number, readonly Features[]>()
  predecessors.forEach((whole, position) => {
    if (whole !== -1) found.set(whole, [after.features(position)])
  })
  return found
}
