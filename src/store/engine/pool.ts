import { setTimeout as wait } from 'node:timers/promises'
import type { Answer, Connection, Statement } from './connection.ts'
import { DatabaseUnavailable, isSessionLost } from './failure.ts'
import { Gate } from './gate.ts'

/** A connection held by one caller. After `release`, or when the session was lost, it answers no more. */
export interface Lease {
  ask(statement: Statement): Promise<Answer>
  release(): void
}

/**
 * Connections, each held by one caller at a time; those who find none wait in line. PGlite is a pool of
 * one, which is what serialises its transactions.
 */
export interface Pool {
  /** A connection on which `first` has been asked, once more if its session turned out to be lost. */
  acquire(first: Statement): Promise<Lease>
  /** Asks outside any transaction, once more if the session was lost: for what changes nothing. */
  ask(statement: Statement): Promise<Answer>
  /** Waits for what is under way, 5 seconds at most, and closes all connections. */
  close(): Promise<void>
}

interface Waiter {
  readonly take: (connection: Connection) => void
  readonly fail: (error: Error) => void
}

/** Milliseconds in line before giving up: as long as a statement may take. */
const longestWait = 15_000
/** How many may wait in line: with a database that hardly answers, a longer line only fills the memory. */
const longestLine = 1000
const longestClose = 5000

function lease(connection: Connection, giveBack: (connection: Connection) => void): Lease {
  const { losses } = connection
  let open = true
  return {
    ask: async (statement) => {
      if (!open) throw new Error('this transaction is over: await all its queries inside it')
      if (connection.losses !== losses) throw new DatabaseUnavailable('the connection was lost')
      return connection.ask(statement)
    },
    release: () => {
      if (!open) return
      open = false
      giveBack(connection)
    },
  }
}

class Line {
  readonly #free: Connection[]
  readonly #waiters: Waiter[] = []
  readonly #size: number
  readonly #gate: Gate
  #closed = false
  #emptied: (() => void) | undefined

  constructor(connections: readonly Connection[], gate: Gate) {
    // The connection used last is used next, so that few are opened when few are needed.
    this.#free = [...connections].toReversed()
    this.#size = connections.length
    this.#gate = gate
    gate.onShut((error) => this.#letGo(error))
  }

  async take(limit = longestWait): Promise<Connection> {
    if (this.#closed) throw new DatabaseUnavailable('the database is closed')
    this.#gate.pass()
    return this.#free.pop() ?? this.#wait(limit)
  }

  #wait(limit: number): Promise<Connection> {
    if (this.#waiters.length >= longestLine) throw new DatabaseUnavailable('too many wait for the database')
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter.fail(new DatabaseUnavailable('no connection came free')), limit)
      const leave = () => {
        clearTimeout(timer)
        const place = this.#waiters.indexOf(waiter)
        if (place >= 0) this.#waiters.splice(place, 1)
      }
      const waiter: Waiter = {
        take: (connection) => (leave(), resolve(connection)),
        fail: (error) => (leave(), reject(error)),
      }
      this.#waiters.push(waiter)
    })
  }

  readonly giveBack = (connection: Connection): void => {
    const [next] = this.#waiters
    if (next !== undefined) next.take(connection)
    else this.#free.push(connection)
    if (this.#free.length === this.#size) this.#emptied?.()
  }

  #letGo(error: Error): void {
    for (const waiter of this.#waiters.slice()) waiter.fail(error)
  }

  /** Lets nobody in any more; resolves when all connections are back, or after 5 seconds. */
  async shut(): Promise<void> {
    this.#closed = true
    this.#letGo(new DatabaseUnavailable('the database is closed'))
    if (this.#free.length === this.#size) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestClose)
      this.#emptied = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/**
 * How long to let the news arrive that other sessions are lost too, in milliseconds. When a server
 * restarts, each idle connection would otherwise fail the next query that meets it.
 */
const newsDelay = 20

async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isSessionLost(error)) throw error
    await wait(newsDelay)
    return work()
  }
}

async function acquire(line: Line, first: Statement): Promise<Lease> {
  const taken = lease(await line.take(), line.giveBack)
  try {
    await taken.ask(first)
    return taken
  } catch (error) {
    taken.release()
    throw error
  }
}

async function ask(line: Line, statement: Statement): Promise<Answer> {
  const { limit } = statement
  const from = performance.now()
  const connection = await line.take(limit)
  try {
    if (limit === undefined) return await connection.ask(statement)
    // What was spent in line is gone.
    return await connection.ask({ ...statement, limit: Math.max(1, limit - (performance.now() - from)) })
  } finally {
    line.giveBack(connection)
  }
}

/** Makes a pool of these connections, which it closes when it is closed. While the gate is shut nobody gets one. */
export function poolOf(connections: readonly Connection[], gate: Gate = new Gate()): Pool {
  const line = new Line(connections, gate)
  return {
    acquire: (first) => onceMore(() => acquire(line, first)),
    ask: (statement) => onceMore(() => ask(line, statement)),
    close: async () => {
      await line.shut()
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}
