import postgres, { type Sql } from 'postgres'
import type { Answer, Connection, Statement } from './connection.ts'
import { DatabaseUnavailable, SessionLost, StatementError } from './failure.ts'
import type { Gate } from './gate.ts'

const seconds = 1000
/** A statement ends after 15 s by the server's clock; should the server not answer at all, 5 s later by ours. */
const statementLimit = 15 * seconds
const silenceLimit = 20 * seconds

/** How many statements are kept prepared, per connection: more than the program has, less than lists in SQL make. */
const keptStatements = 500

/**
 * Says whether a statement is worth preparing: from the second time it is seen. Prepared, it takes one
 * round trip instead of two and is planned once; texts that come only once would fill the server's memory.
 */
function statementMemory(): (text: string) => boolean {
  const once = new Set<string>()
  const kept = new Set<string>()
  return (text) => {
    if (kept.has(text)) return true
    if (!once.delete(text)) {
      if (once.size >= keptStatements) once.clear()
      once.add(text)
    } else if (kept.size < keptStatements) kept.add(text)
    return kept.has(text)
  }
}

/**
 * A client of one connection. Pooling is ours: the driver's own `begin` writes to a socket that is gone
 * when the server ends the session inside a transaction, which ends the process.
 */
export function postgresClient(url: string, onclose: () => void): Sql {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 2,
    // A timer of the driver's does not know of our transactions and would end the session inside one.
    idle_timeout: 0,
    max_lifetime: null,
    backoff: () => 0.05,
    fetch_types: false,
    onnotice: () => undefined,
    onclose,
    connection: {
      application_name: 'fiche',
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      IntervalStyle: 'postgres',
      bytea_output: 'hex',
      statement_timeout: statementLimit,
      // Ours are never idle for long; one whose client was lost without a word would hold its locks as long as this.
      idle_in_transaction_session_timeout: 5 * seconds,
    },
  })
  // Values cross as text in both directions; value.ts reads and writes them for both engines. Changed in
  // place: the driver has taken hold of these objects.
  const asText = (text: unknown) => text
  const { parsers, serializers } = sql.options
  for (const type of Object.keys(parsers)) parsers[Number(type)] = asText
  for (const type of Object.keys(serializers)) serializers[Number(type)] = asText
  return sql
}

/** What the driver and the socket say when an open connection went away. */
const lost = new Set<unknown>(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET', 'EPIPE'])

/** The driver's error as ours: PostgreSQL's with its SQLSTATE, all others are about the connection. */
function toFailure(error: unknown): Error {
  if (error instanceof postgres.PostgresError) {
    const { message, code, constraint_name: constraint, detail } = error
    return new StatementError({ message, code, constraint, detail })
  }
  if (!(error instanceof Error)) return new DatabaseUnavailable(String(error))
  // The driver's word for a statement that it cannot even send: a fault of ours, not of the database.
  if ('code' in error && error.code === 'MAX_PARAMETERS_EXCEEDED') return error
  const wasOpen = 'code' in error && lost.has(error.code)
  return new (wasOpen ? SessionLost : DatabaseUnavailable)(error.message, { cause: error })
}

async function ask(sql: Sql, statement: Statement, prepare: boolean): Promise<Answer> {
  // `simple: false` keeps statements without parameters to one command each, as on the other engine.
  const options = { prepare, simple: false }
  try {
    const query = sql.unsafe(statement.text, [...statement.parameters], options)
    if (statement.undecoded === true) {
      const result = await query.raw()
      return { columns: [], rows: [], bytes: result, command: result.command }
    }
    const result = await query.values()
    return { columns: result.columns ?? [], rows: result, command: result.command }
  } catch (error) {
    throw toFailure(error)
  }
}

/** Rejects when `answer` takes longer than it may: the server is stopped or slow, or the network is cut. */
function withinLimit(answer: Promise<Answer>, limit: number, giveUp: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      giveUp()
      reject(new DatabaseUnavailable('PostgreSQL does not answer'))
    }, limit)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * One connection to PostgreSQL, opened at the first statement and again after a loss. After a loss with a
 * client of its own: the old one keeps the error that the server ended the session with, and fails the
 * first statement of the next session with it.
 * @param url as in `postgres://user:password@host:5432/name`
 */
export function connectPostgres(url: string, gate?: Gate): Connection {
  const worthPreparing = statementMemory()
  let losses = 0
  let sql: Sql | undefined
  const connect = (): Sql => {
    const made = postgresClient(url, () => lose(made))
    return made
  }
  const lose = (which: Sql) => {
    losses++
    if (sql === which) sql = undefined
    void which.end({ timeout: 0 })
  }
  // A session may have died without a word: who waits for it is let go, and nobody is given it when all is back.
  gate?.onShut(() => {
    if (sql !== undefined) lose(sql)
  })
  return {
    get losses() {
      return losses
    },
    ask: (statement) => {
      const current = (sql ??= connect())
      const answer = ask(current, statement, worthPreparing(statement.text))
      return statement.patient === true
        ? answer
        : withinLimit(answer, statement.limit ?? silenceLimit, () => lose(current))
    },
    close: async () => sql?.end({ timeout: 5 }),
  }
}
