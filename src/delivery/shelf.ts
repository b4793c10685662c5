import type { Holding } from './holding.ts'
import type { Representation } from './representation.ts'

/**
 * What an instance holds under one surrogate key: `document-<id>`, `documents-<locale>`. A representation belongs to
 * exactly one shelf, so that what a change makes untrue is dropped by dropping a shelf, and what is made from one
 * reading of the database is dropped together: no reader gets an older edition from here after a newer one.
 */
export class Shelf {
  readonly key: string
  /** What the shelf's documents are read from; absent on a shelf of lists. */
  holding: Holding | undefined
  /** By name; the oldest first. */
  readonly kept = new Map<string, Representation>()
  /** Representations being made: whoever asks meanwhile waits for the same one. */
  readonly making = new Map<string, Promise<Representation>>()
  /** False once a change has made it untrue. */
  isTrue = true
  /** False once it is no longer held, be it to make room. */
  isHeld = true
  bytes = 0
  /** Neighbours in the order of use; see Shelves. */
  newer: Shelf | undefined
  older: Shelf | undefined

  constructor(key: string) {
    this.key = key
  }

  /** Whether anything on it was asked for since this was last called. */
  takeUse(): boolean {
    let isUsed = false
    for (const representation of this.kept.values()) {
      isUsed ||= representation.isUsed
      representation.isUsed = false
    }
    return isUsed
  }
}
