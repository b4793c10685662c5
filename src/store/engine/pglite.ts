import { Worker } from 'node:worker_threads'
import type { Answer, Connection } from './connection.ts'
import { DatabaseUnavailable, StatementError } from './failure.ts'

/** What the worker posts; `id` 0 is its start. See pglite-worker.js. */
interface Reply {
  readonly id: number
  readonly answer?: unknown
  readonly failure?: {
    readonly message: string
    readonly code?: string
    readonly constraint?: string
    readonly detail?: string
  }
}

interface Pending {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

export interface PgliteConnection extends Connection {
  /** The whole database as an uncompressed tar, to start others from. */
  dump(): Promise<ArrayBuffer>
  /** Ends the thread at once, as a crash would. */
  abort(): Promise<void>
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'columns' in value && 'rows' in value
}

function toFailure({ message, code, constraint, detail }: NonNullable<Reply['failure']>): Error {
  if (code === undefined) return new DatabaseUnavailable(message)
  return new StatementError({ message, code, constraint, detail })
}

/** A worker and the questions it has not answered yet. */
class Correspondence {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #last = 0
  #gone: string | undefined
  /** 1 once the worker is gone. */
  losses = 0

  constructor(start: { folder: string | null; snapshot: ArrayBuffer | null }) {
    const file = new URL('./pglite-worker.js', import.meta.url)
    this.#worker = new Worker(file, { workerData: start, execArgv: [], stdout: true, stderr: true })
    this.#worker.on('message', (reply: Reply) => this.#settle(reply))
    this.#worker.on('error', (error) => this.#end(`the database thread failed: ${String(error)}`))
    this.#worker.on('exit', () => this.#end('the database thread has ended'))
  }

  started(): Promise<unknown> {
    return new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }))
  }

  send(content: object): Promise<unknown> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(new DatabaseUnavailable(this.#gone))
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ ...content, id })
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle({ id, answer, failure }: Reply): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (failure === undefined) pending?.resolve(answer)
    else pending?.reject(toFailure(failure))
  }

  #end(reason: string): void {
    if (this.#gone === undefined) this.losses++
    this.#gone ??= reason
    for (const { reject } of this.#pending.values()) reject(new DatabaseUnavailable(this.#gone))
    this.#pending.clear()
  }
}

/**
 * Starts PGlite in a thread, on a folder (made when missing) or in memory.
 * @param start.folder the data folder, absolute; null for memory
 * @param start.snapshot what `dump` gave, for a new database
 */
export async function startPglite(start: {
  folder: string | null
  snapshot: ArrayBuffer | null
}): Promise<PgliteConnection> {
  const worker = new Correspondence(start)
  await worker.started()
  return {
    get losses() {
      return worker.losses
    },
    ask: async ({ text, parameters, undecoded }) => {
      const answer = await worker.send({ text, parameters })
      if (!isAnswer(answer)) throw new TypeError('the database thread answered something else')
      if (undecoded !== true) return answer
      const bytes = answer.rows.map((row) => row.map((value) => (value === null ? null : Buffer.from(value))))
      return { ...answer, bytes }
    },
    dump: async () => {
      const answer = await worker.send({ task: 'dump' })
      if (!(answer instanceof ArrayBuffer)) throw new TypeError('the database thread answered something else')
      return answer
    },
    close: async () => {
      await worker.send({ task: 'close' }).catch(() => undefined)
      await worker.stop()
    },
    abort: () => worker.stop(),
  }
}
