import { Shelf } from './shelf.ts'

/** The weight of a shelf with nothing on it: the objects themselves, roughly. */
const emptyWeight = 1000

/**
 * Shelves by key, bounded in bytes: when there is more, those not used for longest go first, each as a whole. The
 * order is a doubly linked list of when the router last came by; a shelf of which the front has answered since is moved
 * to its newer end instead of going (second chance), so that the front need not keep the order itself.
 */
export class Shelves {
  readonly #limit: number
  readonly #shelves = new Map<string, Shelf>()
  readonly #onGone: (shelf: Shelf) => void
  #newest: Shelf | undefined
  #oldest: Shelf | undefined
  #bytes = 0

  /** @param onGone told of every shelf that is no longer held */
  constructor(limit: number, onGone: (shelf: Shelf) => void) {
    this.#limit = limit
    this.#onGone = onGone
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#shelves.size
  }

  get(key: string): Shelf | undefined {
    return this.#shelves.get(key)
  }

  /** The shelf with this key, made when there is none. */
  open(key: string): Shelf {
    const found = this.#shelves.get(key)
    if (found !== undefined) return found
    const shelf = new Shelf(key)
    this.#shelves.set(key, shelf)
    this.#link(shelf)
    this.weigh(shelf, emptyWeight)
    return shelf
  }

  /** It was used just now. */
  touch(shelf: Shelf): void {
    if (shelf === this.#newest || !shelf.isHeld) return
    this.#unlink(shelf)
    this.#link(shelf)
  }

  /** Something of this size came onto the shelf (or, negative, went): makes room, the shelf itself spared. */
  weigh(shelf: Shelf, bytes: number): void {
    shelf.bytes += bytes
    if (!shelf.isHeld) return
    this.#bytes += bytes
    // Passing one over unsets what spared it, so the second time round at the latest there is one that goes.
    while (this.#bytes > this.#limit && this.#oldest !== undefined && this.size > 1) {
      if (this.#oldest === shelf || this.#oldest.takeUse()) this.touch(this.#oldest)
      else this.#remove(this.#oldest)
    }
  }

  /** How much one shelf may hold: one that everybody asks for in a thousand ways must not push out all others. */
  get share(): number {
    return this.#limit / 4
  }

  /** What is on it is no longer true. */
  drop(key: string): void {
    const shelf = this.#shelves.get(key)
    if (shelf === undefined) return
    shelf.isTrue = false
    this.#remove(shelf)
  }

  clear(): void {
    for (const key of this.#shelves.keys()) this.drop(key)
  }

  #remove(shelf: Shelf): void {
    shelf.isHeld = false
    this.#shelves.delete(shelf.key)
    this.#unlink(shelf)
    this.#bytes -= shelf.bytes
    this.#onGone(shelf)
  }

  #link(shelf: Shelf): void {
    shelf.older = this.#newest
    shelf.newer = undefined
    if (this.#newest !== undefined) this.#newest.newer = shelf
    this.#newest = shelf
    this.#oldest ??= shelf
  }

  #unlink(shelf: Shelf): void {
    if (shelf.older === undefined) this.#oldest = shelf.newer
    else shelf.older.newer = shelf.newer
    if (shelf.newer === undefined) this.#newest = shelf.older
    else shelf.newer.older = shelf.older
    shelf.newer = undefined
    shelf.older = undefined
  }
}
