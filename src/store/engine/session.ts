/**
 * Drizzle over a Connection: the base of `drizzle-orm/pg-proxy`, which turns queries into SQL and rows
 * into objects and leaves the asking to a function, with the transactions that it lacks.
 */
import { DrizzleQueryError, type SQL } from 'drizzle-orm'
import { PgDialect, type PreparedQueryConfig } from 'drizzle-orm/pg-core'
import {
  PgProxyTransaction,
  PgRemoteDatabase,
  PgRemoteSession,
  type PreparedQuery,
} from 'drizzle-orm/pg-proxy'
import {
  createTableRelationsHelpers,
  extractTablesRelationalConfig,
  type ExtractTablesWithRelations,
} from 'drizzle-orm/relations'
import * as tables from '../../../db/schema/index.ts'
import type { Answer, Statement } from './connection.ts'
import { QueryFailed } from './failure.ts'
import type { Pool } from './pool.ts'
import { encode, parserOf } from './value.ts'

export type Schema = typeof tables
type Relations = ExtractTablesWithRelations<Schema>
type Ask = (statement: Statement) => Promise<Answer>

const dialect = new PgDialect()
const relations = extractTablesRelationalConfig<Relations>(tables, createTableRelationsHelpers)
const schema = {
  fullSchema: tables,
  schema: relations.tables,
  tableNamesMap: relations.tableNamesMap,
}

/** Rows as arrays for Drizzle's mapping (`all`), as objects for what is asked in plain SQL (`execute`). */
function toRows(answer: Answer, method: 'all' | 'execute'): unknown[] {
  const columns = answer.columns.map(({ name, type }) => ({ name, parse: parserOf(type) }))
  const lists = answer.rows.map((row) =>
    columns.map(({ parse }, index) => {
      const text = row[index] ?? null
      return text === null ? null : parse(text)
    }),
  )
  if (method === 'all') return lists
  return lists.map((list) => Object.fromEntries(columns.map(({ name }, index) => [name, list[index]])))
}

/** Runs Drizzle's queries through `ask`; `nest` runs work inside a savepoint. */
export class EngineSession extends PgRemoteSession<Schema, Relations> {
  readonly #nest: <T>(work: () => Promise<T>) => Promise<T>

  constructor(ask: Ask, nest: <T>(work: () => Promise<T>) => Promise<T>) {
    super(
      async (text, parameters, method) => {
        const answer = await ask({ text, parameters: parameters.map(encode) })
        return { rows: toRows(answer, method) }
      },
      dialect,
      schema,
    )
    this.#nest = nest
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    ...query: Parameters<PgRemoteSession<Schema, Relations>['prepareQuery']>
  ): PreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...query)
    const execute = prepared.execute.bind(prepared)
    prepared.execute = async (values) => {
      try {
        return await execute(values)
      } catch (error) {
        if (error instanceof DrizzleQueryError) throw new QueryFailed(error.query, error.cause)
        throw error
      }
    }
    return prepared
  }

  override all<T = unknown>(query: SQL): Promise<T[]> {
    return this.execute<T[]>(query)
  }

  override transaction<T>(work: (transaction: EngineTransaction) => Promise<T>): Promise<T> {
    return this.#nest(() => work(new EngineTransaction(this)))
  }
}

/** A transaction; its own `transaction` is a savepoint. */
export class EngineTransaction extends PgProxyTransaction<Schema, Relations> {
  readonly #session: EngineSession

  constructor(session: EngineSession) {
    super(dialect, session, schema)
    this.#session = session
  }

  override transaction<T>(work: (transaction: EngineTransaction) => Promise<T>): Promise<T> {
    return this.#session.transaction(work)
  }
}

/** Drizzle's builders over `ask`, each query by itself. */
export function readerOver(ask: Ask): PgRemoteDatabase<Schema> {
  const refuse = () => Promise.reject(new Error('ask the database for a transaction: database.transact'))
  return new PgRemoteDatabase<Schema>(dialect, new EngineSession(ask, refuse), schema)
}

/**
 * Runs `work` in one READ COMMITTED transaction on a connection of its own: committed when it returns,
 * rolled back when it throws. A query that fails dooms the transaction, as PostgreSQL has it, unless it
 * ran in a savepoint (`transaction.transaction`): if `work` returns all the same, this rejects.
 */
export async function runTransaction<T>(
  pool: Pool,
  work: (transaction: EngineTransaction) => Promise<T>,
  options: { readonly patient?: boolean } = {},
): Promise<T> {
  const lease = await pool.acquire({ text: 'begin isolation level read committed', parameters: [] })
  const ask: Ask = (statement) => lease.ask({ ...statement, ...options })
  const command = (text: string) => ask({ text, parameters: [] })
  try {
    const result = await work(new EngineTransaction(new EngineSession(ask, savepoints(command))))
    const { command: done } = await command('commit')
    if (done !== 'COMMIT') throw new Error('rolled back: a query of this transaction failed and nobody threw')
    return result
  } catch (error) {
    // Nothing is left to roll back when the connection is gone; the first error is the one to tell.
    await command('rollback').catch(() => undefined)
    throw error
  } finally {
    lease.release()
  }
}

/** Runs work between `savepoint` and `release`, or `rollback to` when it throws. */
function savepoints(command: (text: string) => Promise<Answer>): <T>(work: () => Promise<T>) => Promise<T> {
  let count = 0
  return async (work) => {
    const name = `s${++count}`
    await command(`savepoint ${name}`)
    try {
      const result = await work()
      await command(`release savepoint ${name}`)
      return result
    } catch (error) {
      await command(`rollback to savepoint ${name}`)
      throw error
    }
  }
}
