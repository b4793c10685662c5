/** Which old position goes with which new one: a one-to-one pairing under construction. */

/** An old position and a new one. */
export type Pair = readonly [before: number, after: number]

/** −1 where a position has no partner yet. */
export interface Pairing {
  readonly oldOf: Int32Array
  readonly newOf: Int32Array
}

export function noPairs(before: number, after: number): Pairing {
  return { oldOf: new Int32Array(after).fill(-1), newOf: new Int32Array(before).fill(-1) }
}

export function pair(pairing: Pairing, before: number, after: number): void {
  pairing.oldOf[after] = before
  pairing.newOf[before] = after
}

export function isFree(pairing: Pairing, before: number, after: number): boolean {
  return pairing.newOf[before] === -1 && pairing.oldOf[after] === -1
}

/** The positions without a partner, in order. */
export function free(partners: Int32Array): number[] {
  const positions: number[] = []
  partners.forEach((partner, position) => {
    if (partner === -1) positions.push(position)
  })
  return positions
}
