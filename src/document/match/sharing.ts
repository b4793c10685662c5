/**
 * Pairs blocks by the sentences they share, as when a sentence was added or mended, a paragraph split or two merged.
 *
 *     old  b1 = a b c d   b2 = e        new  = a b | c d e
 *     b1 shares a b with the first and c d with the second, b2 shares e with the second:
 *     the greatest share decides; if a b is longer than c d, b1 goes to the first, and b2 to the second
 *
 * Together the shared sentences must make a quarter of the shorter block. Equal shares go to the block of the same
 * kind, then to the nearest.
 */
import { numbersIn, lengthsOf, type Layout } from './layout.ts'
import { free, isFree, pair, type Pair, type Pairing } from './pairing.ts'
import { around, expectedPlaces } from './place.ts'

const mostHolders = 32
const leastShare = 1 / 4

/** What an old and a new block have in common. */
interface Share {
  readonly blocks: Pair
  /** Characters. */
  length: number
  /** Characters, weighed. */
  weight: number
}

/** Shares of pairs of blocks, summed up sentence by sentence. */
export class Shares {
  readonly #shares = new Map<string, Share>()

  add(blocks: Pair, length: number, weight: number): void {
    const key = blocks.join(' ')
    const share = this.#shares.get(key) ?? { blocks, length: 0, weight: 0 }
    share.length += length
    share.weight += weight
    this.#shares.set(key, share)
  }

  all(): Share[] {
    return [...this.#shares.values()]
  }
}

/**
 * What the blocks without partners share to the letter. A sentence weighs its length, divided by the number of old
 * blocks that have it; of more than 32 (« Oui. ») only those around the expected place are looked at, so that equal
 * sentences never cost all pairs of blocks.
 */
export function sharesOfEqual(before: Layout, after: Layout, pairing: Pairing): Shares {
  const shares = new Shares()
  const holders = holdersOf(before, free(pairing.newOf))
  const places = expectedPlaces(pairing.oldOf)
  for (const y of free(pairing.oldOf)) {
    for (const [number, length] of numbersIn(after, y)) {
      const all = holders.get(number) ?? []
      for (const holder of all.slice(...around(all, ({ block }) => block, places[y] ?? 0, mostHolders))) {
        const common = Math.min(length, holder.length)
        shares.add([holder.block, y], common, common / all.length)
      }
    }
  }
  return shares
}

/** An old block that has a sentence, and the characters of it there. */
interface Holder {
  readonly block: number
  readonly length: number
}

function holdersOf(layout: Layout, blocks: readonly number[]): Map<number, Holder[]> {
  const holders = new Map<number, Holder[]>()
  for (const block of blocks) {
    for (const [number, length] of numbersIn(layout, block)) {
      const others = holders.get(number)
      if (others === undefined) holders.set(number, [{ block, length }])
      else others.push({ block, length })
    }
  }
  return holders
}

/** Adds to `pairing` the blocks with the greatest shares. */
export function pairByShares(before: Layout, after: Layout, pairing: Pairing, shares: Shares): void {
  const places = expectedPlaces(pairing.oldOf)
  const oldLengths = lengthsOf(before)
  const newLengths = lengthsOf(after)
  const good = shares.all().flatMap(({ blocks, length, weight }) => {
    const [x, y] = blocks
    if (length < leastShare * Math.min(oldLengths[x] ?? 0, newLengths[y] ?? 0)) return []
    const otherKind = before.kinds[x] === after.kinds[y] ? 0 : 1
    return [{ blocks, weight, otherKind, distance: Math.abs(x - (places[y] ?? 0)) }]
  })
  for (const { blocks } of good.toSorted(better)) {
    if (isFree(pairing, ...blocks)) pair(pairing, ...blocks)
  }
}

interface GoodShare {
  readonly blocks: Pair
  readonly weight: number
  /** 0 for blocks of the same kind, 1 otherwise. */
  readonly otherKind: number
  readonly distance: number
}

function better(one: GoodShare, other: GoodShare): number {
  return (
    other.weight - one.weight ||
    one.otherKind - other.otherKind ||
    one.distance - other.distance ||
    one.blocks[1] - other.blocks[1] ||
    one.blocks[0] - other.blocks[0]
  )
}
