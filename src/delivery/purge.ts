/**
 * Telling the shared caches in front which answers are no longer true.
 *
 * Every instance tells every cache, each after it has itself dropped its old answers. A cache that was told by a quick
 * instance may fetch something old again from a slow one; the slow one tells it too, once it has caught up, and from
 * then on there is nowhere to get the old answer from.
 *
 * One gap is left: an answer that was on its way while its name was being called. Varnish files it after the ban, as
 * new (measured on 7.1), and would serve it until it expires. So every name is called again a moment later, and once
 * more after longer than a slow answer usually takes.
 */
import type { PurgeConfig } from '../config.ts'
import { callOf, reasonOf } from './purge-call.ts'
import type { PurgeCall } from './purge-call.ts'

export interface Purger {
  /** Tells every configured cache to forget what is named by these surrogate keys; '*' is everything. Never throws, never waits. */
  forget(keys: readonly string[]): void
  /** Likewise, but each name once: of what was very likely told already. */
  remind(keys: readonly string[]): void
  /** Resolves when nothing is waiting to be told, or after `limit` ms; from then on nothing is told. */
  close(limit: number): Promise<void>
}

type Report = (error: unknown, what: string) => void

const everything = '*'
/** More names than this are told as everything: by then forgetting all costs the cache less than the list does. */
const mostWaiting = 10_000
/** A call's names are one header of at most 5 kB: Varnish takes 8 kB (http_req_hdr_len). */
const mostInCall = 50
const longestName = 100

/** Milliseconds. */
const firstPause = 100
const longestPause = 5000
const reportEvery = 60_000
/** How long after each telling of a name the next one follows. */
const repeats = [500, 5000]

/** What a cache can't misread, in a header or in a pattern. Any other name is told as everything: too much is safe. */
const isName = (key: string): boolean => key.length <= longestName && /^[A-Za-z0-9-]+$/.test(key)

/** One cache: what it has yet to be told, in calls one after the other, until it has taken each. */
class Teller {
  readonly #call: PurgeCall
  readonly #complain: (reason: string) => void
  /** Names, each with how often it was told already. */
  readonly #waiting = new Map<string, number>()
  readonly #repeats = new Set<NodeJS.Timeout>()
  #telling = Promise.resolve()
  #isTelling = false
  #isClosing = false
  #isClosed = false
  #pause = firstPause
  #wake: () => void = () => undefined
  #complainedAt = -Infinity

  constructor(call: PurgeCall, complain: (reason: string) => void) {
    this.#call = call
    this.#complain = complain
  }

  tell(keys: Iterable<string>, told = 0): void {
    if (this.#isClosed) return
    for (const key of keys) this.#put(key, told)
    if (this.#waiting.size > 0 && !this.#isTelling) this.#telling = this.#tellAll()
  }

  async close(limit: number): Promise<void> {
    this.#isClosing = true
    // Not told once more in a hurry: it would take from the cache what it is to serve while nobody is here.
    for (const timer of this.#repeats) clearTimeout(timer)
    this.#pause = firstPause
    this.#wake()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limit)
      void this.#telling.then(() => (clearTimeout(timer), resolve()))
    })
    this.#isClosed = true
    this.#wake()
    if (this.#waiting.size > 0) this.#complain('stopped before it had taken everything')
  }

  /** A name that turns up anew while it waits for its repetition begins again. */
  #put(key: string, told: number): void {
    this.#waiting.set(key, Math.min(told, this.#waiting.get(key) ?? told))
    if (this.#waiting.size <= mostWaiting) return
    this.#waiting.clear()
    this.#waiting.set(everything, 0)
  }

  /** Names leave before they are told: one that turns up during the call is newer than what the call says. */
  #take(): ReadonlyMap<string, number> {
    const most = this.#waiting.has(everything) ? Infinity : mostInCall
    const batch = new Map<string, number>()
    for (const [key, told] of this.#waiting) {
      if (batch.size === most) break
      batch.set(key, told)
      this.#waiting.delete(key)
    }
    return batch
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true
    while (this.#waiting.size > 0 && !this.#isClosed) {
      const batch = this.#take()
      try {
        await this.#call(batch.has(everything) ? [everything] : [...batch.keys()])
        this.#pause = firstPause
        this.#repeatLater(batch)
      } catch (error) {
        for (const [key, told] of batch) this.#put(key, told)
        if (!this.#isClosed) await this.#rest(error)
      }
    }
    this.#isTelling = false
  }

  #repeatLater(batch: ReadonlyMap<string, number>): void {
    if (this.#isClosing) return
    for (const [told, delay] of repeats.entries()) {
      const keys = [...batch.keys()].filter((key) => batch.get(key) === told)
      if (keys.length === 0) continue
      const timer = setTimeout(() => {
        this.#repeats.delete(timer)
        this.tell(keys, told + 1)
      }, delay).unref()
      this.#repeats.add(timer)
    }
  }

  /** After a call that failed: one line a minute, and a pause that doubles. */
  async #rest(error: unknown): Promise<void> {
    if (performance.now() - this.#complainedAt >= reportEvery) {
      this.#complainedAt = performance.now()
      this.#complain(`${reasonOf(error)}; tried again until it works`)
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#pause).unref()
      this.#wake = () => (clearTimeout(timer), resolve())
    })
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }
}

export function createPurger(config: PurgeConfig, report: Report): Purger {
  const tellers = [...new Set(config.urls)].map((url) => {
    // The origin alone: the rest of the address may hold a secret.
    const what = `telling the cache at ${new URL(url).origin}`
    return new Teller(callOf(url, config), (reason) => report(reason, what))
  })
  const tellAll = (keys: readonly string[], told: number): void => {
    const named = new Set(keys.map((key) => (isName(key) ? key : everything)))
    for (const teller of tellers) teller.tell(named, told)
  }
  return {
    forget: (keys) => tellAll(keys, 0),
    remind: (keys) => tellAll(keys, repeats.length),
    async close(limit) {
      await Promise.all(tellers.map((teller) => teller.close(limit)))
    },
  }
}
