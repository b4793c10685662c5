/** One of several processes that listen on a port together: what it says to the primary, and what that sees of it. */
import cluster from 'node:cluster'
import { setTimeout as wait } from 'node:timers/promises'

/** How long a worker may take to listen, in milliseconds: it may have to wait for a migration. */
const startLimit = 120_000
/** How long it may take to stop: more than its drain and the closing of its database together. */
const stopLimit = 15_000
/** How long the primary may take to let it go. */
const partingLimit = 1000

/** What a worker says of its start: its address, or why there is none. */
type Word = { readonly ready: string } | { readonly failed: string }

/** A worker that could not start; the message is one line for the operator. */
class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed'
}

export interface Worker {
  readonly pid: number | undefined
  /** Its address once it listens; rejects with WorkerFailed when it ends before. */
  readonly ready: Promise<string>
  /** Resolves with its exit code, or with the signal that ended it. */
  readonly ended: Promise<string>
  /** Lets it answer what is under way and end; false when it had to be killed. */
  readonly drain: () => Promise<boolean>
}

/** Whether this process is a worker. */
export const { isWorker } = cluster

/** Resolves when it is said, or when nobody listens any more. */
export function tellPrimary(word: Word): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve()
    else process.send(word, () => resolve())
  })
}

/** Calls `stop` when the primary is gone, however it went: no worker is left behind, and none cuts requests off. */
export function whenOrphaned(stop: () => void): void {
  const { worker } = cluster
  worker?.once('disconnect', () => {
    // Without this Node ends the process at once.
    worker.exitedAfterDisconnect = true
    stop()
  })
}

/**
 * Parts from the primary before the process ends. Until the primary has heard that this worker's port is closed it may
 * hand a connection over; one that is on its way to a process that is gone is never answered, nor closed.
 */
export async function leavePrimary(): Promise<void> {
  const { worker } = cluster
  if (worker === undefined || !worker.isConnected()) return
  const left = new Promise<void>((resolve) => worker.once('disconnect', () => resolve()))
  worker.disconnect()
  await Promise.race([left, wait(partingLimit)])
}

function isWord(message: unknown): message is Word {
  return typeof message === 'object' && message !== null && ('ready' in message || 'failed' in message)
}

function endOf(worker: ReturnType<typeof cluster.fork>): Promise<string> {
  return new Promise((resolve) => {
    worker.once('exit', (code: number | null, signal: string | null) =>
      resolve(signal ?? `exit code ${code}`),
    )
    // Also when a message could not be sent, which its end follows; without a listener it would end the primary.
    worker.on('error', (error) => {
      if (worker.process.pid === undefined) resolve(error.message)
    })
  })
}

/** Starts a worker: this program once more, as it lies on the disk now. */
export function startWorker(): Worker {
  const worker = cluster.fork()
  const { process: child } = worker
  const ended = endOf(worker)
  const ready = new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), startLimit)
    worker.on('message', (word: unknown) => {
      if (!isWord(word)) return
      clearTimeout(limit)
      if ('ready' in word) resolve(word.ready)
      else reject(new WorkerFailed(word.failed))
    })
    void ended.then((how) => {
      clearTimeout(limit)
      reject(new WorkerFailed(`a worker ended before it listened (${how})`))
    })
  })
  // Whoever waits for it hears of a failure; nobody may be waiting any more.
  ready.catch(() => undefined)
  const drain = async () => {
    let inTime = true
    child.kill('SIGTERM')
    const limit = setTimeout(() => {
      inTime = false
      child.kill('SIGKILL')
    }, stopLimit)
    await ended
    clearTimeout(limit)
    return inTime
  }
  let draining: Promise<boolean> | undefined
  return { pid: child.pid, ready, ended, drain: () => (draining ??= drain()) }
}
