import { DatabaseUnavailable } from './failure.ts'

/**
 * Shut while the database is known to be away: then nothing is asked of it, and whoever waits in line is let go at
 * once, instead of each finding out by a time limit of its own. See watch.ts for who shuts and opens it.
 */
export class Gate {
  readonly #leaving = new Set<(error: Error) => void>()
  #reason: string | undefined

  get isShut(): boolean {
    return this.#reason !== undefined
  }

  /** Throws DatabaseUnavailable while it is shut. */
  pass(): void {
    if (this.#reason !== undefined) throw new DatabaseUnavailable(this.#reason)
  }

  shut(reason: string): void {
    this.#reason = reason
    for (const leave of this.#leaving) leave(new DatabaseUnavailable(reason))
  }

  open(): void {
    this.#reason = undefined
  }

  /** Calls `leave` whenever it is shut. */
  onShut(leave: (error: Error) => void): void {
    this.#leaving.add(leave)
  }
}
