/**
 * The longest increasing subsequence by patience sorting: deal each value onto the leftmost pile whose top is
 * greater, remember the top of the pile to its left, and read the chain back from the last pile.
 *
 *     3 1 2 5 4   piles: 3,1 | 2 | 5,4   →   1 2 4  (positions 1, 2, 4)
 *
 * Takes n log n steps.
 */

/** Positions in `values` (all different) of one longest increasing subsequence, in order. */
export function longestIncreasing(values: readonly number[]): number[] {
  const tops: number[] = []
  const before = values.map((value, position) => {
    const pile = leftmostPile(tops, values, value)
    tops[pile] = position
    return pile === 0 ? -1 : (tops[pile - 1] ?? -1)
  })
  const chain: number[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) chain.push(at)
  return chain.toReversed()
}

function leftmostPile(tops: readonly number[], values: readonly number[], value: number): number {
  let low = 0
  let high = tops.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[tops[middle] ?? -1] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
