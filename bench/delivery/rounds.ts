import type { Load } from '../load.ts'
import { median } from './figures.ts'

/** One of those that are compared: how a round of it is run. */
export type Contender = (round: number) => Promise<Load>

/**
 * Rounds of all contenders in turn, each pair at about the same time on the machine; who goes first changes from round
 * to round. Gives a list of loads for each contender.
 */
export async function inTurn(rounds: number, contenders: readonly Contender[]): Promise<Load[][]> {
  const loads = contenders.map((): Load[] => [])
  for (let round = 0; round < rounds; round++) {
    const places = [...contenders.keys()]
    for (const place of round % 2 === 0 ? places : places.toReversed()) {
      const result = await contenders[place]?.(round)
      if (result !== undefined) loads[place]?.push(result)
    }
  }
  return loads
}

export const speeds = (loads: readonly Load[] = []): number[] => loads.map((each) => each.perSecond)

/** How fast the first was against the second, in each round. */
export const ratios = (loads: readonly Load[] = [], others: readonly Load[] = []): number[] =>
  loads.map((each, round) => each.perSecond / (others[round]?.perSecond ?? Number.NaN))

/** Above this, it is wrk that was too slow. */
const tooBusy = 0.93

/**
 * A remark where the load generator had hardly anything left, so that a ratio is nearer to 1 than the truth, and where
 * it ran out of addresses.
 */
export function remark(loads: readonly (readonly Load[])[]): string {
  const busy = Math.max(...loads.map((some) => median(some.map((each) => each.busy))))
  const isRepeated = loads.flat().some((each) => each.isRepeated)
  const tired = busy > tooBusy ? ` (wrk ${Math.round(busy * 100)} % busy)` : ''
  return isRepeated ? `${tired} (some asked for twice)` : tired
}
