import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Gate } from './gate.ts'
import { postgresClient } from './postgres.ts'

/** What is told to whoever holds in memory what the database has. */
export type Hint = () => void

/** Stops watching; resolves when its connections are closed. */
export type Unwatch = () => Promise<void>

/** A second between two looks, and two for an answer: a database that is slower than that is treated as away. */
const pause = 1000
const limit = 2000

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} seconds`)), limit)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * Listens for changes and feels the pulse, on connections of its own: a pool that is busy is not a database that is
 * away. A notification can be lost (a restart, a cut network, a connection that died unnoticed), so every pulse is a
 * hint as well: whoever is hinted asks what is new since the last change that it knows.
 */
export function watchPostgres(url: string, gate: Gate, hint: Hint): Unwatch {
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
    await made.listen('fiche_change', hint)
    return made
  }
  const pulse = async (): Promise<void> => {
    try {
      await within((async () => (sql ?? (await connect()))`select 1`)())
      gate.open()
      hint()
    } catch (error) {
      gate.shut(error instanceof Error ? error.message : String(error))
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
