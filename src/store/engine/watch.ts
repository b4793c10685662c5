import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Gate } from './gate.ts'
import { postgresClient } from './postgres.ts'

/** Who holds in memory what the database has, and what it is told. */
export interface Watcher {
  /** Something may be new: ask. */
  readonly changed: () => void
  /** The database went away, for this reason; or is there again. Each told once. */
  readonly away: (reason: string) => void
  readonly back: () => void
}

/** Stops watching; resolves when its connections are closed. */
export type Unwatch = () => Promise<void>

/** A second between two looks, and two for an answer: a database that is slower than that is treated as away. */
const pause = 1000
const limit = 2000

/** A connection that is refused by every address of a name has a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // After what has come meanwhile is read: it may be this process that was too busy to look.
    const giveUp = () => setImmediate(() => reject(new Error(`no answer within ${limit / 1000} seconds`)))
    const timer = setTimeout(giveUp, limit)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * Listens for changes and feels the pulse, on connections of its own: a pool that is busy is not a database that is
 * away. A notification can be lost (a restart, a cut network, a connection that died unnoticed), so every pulse is a
 * hint as well: whoever is hinted asks what is new since the last change that it knows.
 */
export function watchPostgres(url: string, gate: Gate, watcher: Watcher): Unwatch {
  const stopped = new AbortController()
  let sql: Sql | undefined
  const drop = () => {
    const former = sql
    sql = undefined
    return former?.end({ timeout: 0 }).catch(() => undefined)
  }
  const connect = async (): Promise<Sql> => {
    // A session that ends takes the listening with it: the driver listens again only if the server is back at once.
    const made = postgresClient(url, () => {
      if (sql === made) void drop()
    })
    sql = made
    await made.listen('fiche_change', watcher.changed)
    return made
  }
  const pulse = async (): Promise<void> => {
    try {
      await within((async () => (sql ?? (await connect()))`select 1`)())
      if (gate.isShut) watcher.back()
      gate.open()
      watcher.changed()
    } catch (error) {
      const reason = reasonOf(error)
      if (!gate.isShut && !stopped.signal.aborted) watcher.away(reason)
      gate.shut(reason)
      await drop()
    }
  }
  const beat = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await pulse()
      await wait(pause, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  const beating = beat()
  return async () => {
    stopped.abort()
    await drop()
    await beating
    await drop()
  }
}
