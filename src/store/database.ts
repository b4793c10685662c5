/**
 * The database: PGlite in the data folder, or PostgreSQL where a URL says. Nobody outside this file and
 * `engine/` knows which.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { printArray } from './engine/array.ts'
import type { Bytes } from './engine/connection.ts'
import { DatabaseUnavailable } from './engine/failure.ts'
import { Gate } from './engine/gate.ts'
import { migrate } from './engine/migrate.ts'
import { openFolder, openMemory } from './engine/open-pglite.ts'
import { openPostgres } from './engine/open-postgres.ts'
import type { Pool } from './engine/pool.ts'
import { readerOver, runTransaction, type EngineTransaction, type Schema } from './engine/session.ts'
import { watchPostgres, type Unwatch, type Watcher } from './engine/watch.ts'

export type { Bytes } from './engine/connection.ts'
export type { Unwatch } from './engine/watch.ts'
export { isUnavailable, sqlState, violatedConstraint } from './engine/failure.ts'

/** May ask, each query by itself. A Transaction is one, too. */
export type Reader = Pick<
  PgDatabase<PgQueryResultHKT, Schema>,
  '$count' | '$with' | 'execute' | 'query' | 'select' | 'selectDistinct' | 'selectDistinctOn' | 'with'
>

/** May ask and write. Its own `transaction` is a savepoint. */
export type Transaction = EngineTransaction

/** Asks a statement with parameters $1, $2, each an array of text, and gives its rows as they came, undecoded. */
export type Ask = (statement: string, parameters: readonly (readonly string[])[]) => Promise<readonly Bytes[]>

export interface Database {
  readonly reader: Reader
  /** As `reader`, for the one statement that readers wait for: putting it together would take as long as asking it. */
  readonly ask: Ask
  /**
   * Runs `work` in a READ COMMITTED transaction: committed when it returns, rolled back when it throws.
   * Inside, ask the transaction only: `reader` and a second `transact` throw there in tests, because on one
   * connection they would wait for each other for ever. When it rejects as unavailable, the commit may
   * have happened or not.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Resolves when the database answers; rejects after 2 seconds at the latest. */
  ping(): Promise<void>
  /**
   * From now on the watcher is told whenever another process may have changed what readers get, and at least every few
   * seconds; and while the database is away every question is refused at once. On PGlite, which no other process
   * writes to and which is never away, nothing happens.
   */
  watch(watcher: Watcher): Unwatch
  /** Waits for what is under way, closes the connections and gives the folder back. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** PostgreSQL's address; without it the database is in `folder`. */
  readonly url?: string
  /** The data folder, made when missing. */
  readonly folder: string
  /** Nothing is kept: for tests. */
  readonly memory?: boolean
  /** What a new database in memory starts from: an uncompressed tar of its files. */
  readonly snapshot?: Blob
  /**
   * Whether asking from inside a transaction throws, instead of waiting for a connection that may never come free. For
   * tests: following what belongs to a transaction costs every promise of the process something on Node 20.
   */
  readonly guarded?: boolean
  /** Connections to PostgreSQL, 10 unless told. */
  readonly maxConnections?: number
}

const pingLimit = 2000

function ping(pool: Pool): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseUnavailable('no answer within 2 seconds')), pingLimit)
    pool
      .ask({ text: 'select 1', parameters: [] })
      .then(() => resolve(), reject)
      .finally(() => clearTimeout(timer))
  })
}

/** Milliseconds that a single question may take, in line and answered: a reader waits for it. */
const readLimit = 5000

/** The database over its pool; guarded, it refuses to be asked from inside its own transactions. */
function databaseOver(pool: Pool, watch: Database['watch'], isGuarded: boolean): Database {
  const inside = isGuarded ? new AsyncLocalStorage<{ open: boolean }>() : undefined
  const refuseInside = (what: string) => {
    if (inside?.getStore()?.open !== true) return
    throw new Error(`${what} was called inside transact: use the transaction that it was given`)
  }
  return {
    ask: async (text, parameters) => {
      refuseInside('database.ask')
      const arrays = parameters.map((each) => printArray(each))
      const answer = await pool.ask({ text, parameters: arrays, limit: readLimit, undecoded: true })
      return answer.bytes ?? []
    },
    reader: readerOver(async (statement) => {
      refuseInside('database.reader')
      return pool.ask({ ...statement, limit: readLimit })
    }),
    transact: async (work) => {
      refuseInside('database.transact')
      return runTransaction(pool, async (transaction) => {
        const scope = { open: true }
        // Work that was left running after the end may ask again: the scope is closed, not forgotten.
        try {
          return await (inside === undefined ? work(transaction) : inside.run(scope, () => work(transaction)))
        } finally {
          scope.open = false
        }
      })
    },
    ping: () => ping(pool),
    watch,
    close: () => pool.close(),
  }
}

/** A pool, and how what others write to it is noticed. */
async function openPool({ url, folder, memory, snapshot, maxConnections = 10 }: DatabaseOptions) {
  if (url === undefined) {
    const pool = await (memory === true ? openMemory(snapshot) : openFolder(folder))
    return { pool, watch: () => async () => undefined }
  }
  const gate = new Gate()
  const pool = await openPostgres(url, maxConnections, gate)
  return { pool, watch: (watcher: Watcher) => watchPostgres(url, gate, watcher) }
}

/**
 * Connects, takes the folder's lock and brings the tables up to date.
 * Refuses with DatabaseRefused, whose message is one line for whoever starts the program: the folder is
 * in use or unusable or of another PGlite, PostgreSQL can't be reached, is older than 15 or not UTF8, or
 * the tables are of a newer Fiche.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { pool, watch } = await openPool(options)
  try {
    await migrate(pool)
  } catch (error) {
    await pool.close()
    throw error
  }
  return databaseOver(pool, watch, options.guarded === true)
}

/**
 * Rows of a query in plain SQL, as objects by column name; engine/value.ts says what the values are.
 * What `T` claims is not checked: it is the SQL that makes it true.
 */
export async function rows<T>(reader: Reader, query: SQL): Promise<T[]> {
  return (await reader.execute(query)) as T[]
}
