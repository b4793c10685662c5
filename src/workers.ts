/**
 * The primary of several workers. It holds the port, hands connections out and sees to it that there is a worker in
 * every place: one that ends is replaced; a restart puts a new one in each place in turn, and lets the old one go only
 * when the new one listens. It serves nothing and keeps no database open, so that there is little that could end it.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { startWorker } from './worker.ts'
import type { Worker } from './worker.ts'

interface Say {
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
}

interface Place {
  worker: Worker | undefined
  /** How long the next replacement waits, in milliseconds: it grows while they end early. */
  delay: number
}

interface Crew extends Say {
  readonly places: readonly Place[]
  /** All processes, also those that are only starting and those that are draining. */
  readonly alive: Set<Worker>
  isStopping: boolean
}

export interface Workers {
  /** The address, once every worker listens or has failed; rejects when all have failed. */
  readonly ready: Promise<string>
  /** Restarts one after the other. Asked for again during a restart, one more follows it. */
  readonly restart: () => void
  /** Resolves when all are gone. */
  readonly stop: () => Promise<void>
}

/** Milliseconds. A worker that has lived for less has ended early. */
const earlyEnd = 10_000
const [shortestDelay, longestDelay] = [500, 30_000]

const longer = (delay: number): number => Math.min(longestDelay, Math.max(shortestDelay, delay * 2))

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function dismiss(crew: Crew, worker: Worker | undefined): Promise<void> {
  if (worker === undefined || (await worker.drain())) return
  crew.complain(`Worker ${worker.pid} did not stop in time and was killed.`)
}

/** Puts a new worker in the place once it listens, and resolves with its address; the one that was there is let go. */
async function fill(crew: Crew, place: Place): Promise<string> {
  const worker = startWorker()
  crew.alive.add(worker)
  void worker.ended.then(() => crew.alive.delete(worker))
  const url = await worker.ready
  const since = performance.now()
  const before = place.worker
  place.worker = worker
  void worker.ended.then((how) => replace(crew, place, { worker, how, lived: performance.now() - since }))
  await dismiss(crew, before)
  return url
}

interface End {
  readonly worker: Worker
  readonly how: string
  readonly lived: number
}

/** A worker has ended. If it was not told to, another takes its place. */
async function replace(crew: Crew, place: Place, { worker, how, lived }: End): Promise<void> {
  if (crew.isStopping || place.worker !== worker) return
  place.worker = undefined
  place.delay = lived < earlyEnd ? longer(place.delay) : 0
  const when = place.delay === 0 ? 'at once' : `in ${place.delay / 1000} s`
  crew.complain(`Worker ${worker.pid} ended unexpectedly (${how}); another is started ${when}.`)
  await refill(crew, place)
}

/** Tries until there is a worker in the place, be it one that a restart has put there. */
async function refill(crew: Crew, place: Place): Promise<void> {
  for (;;) {
    await wait(place.delay)
    if (crew.isStopping || place.worker !== undefined) return
    try {
      await fill(crew, place)
      return
    } catch (error) {
      if (crew.isStopping) return
      place.delay = longer(place.delay)
      const again = `the next try is in ${place.delay / 1000} s.`
      crew.complain(`A worker cannot start: ${messageOf(error)}; ${again}`)
    }
  }
}

/** A new worker in every place, one after the other. If one cannot start, those that are left go on as they are. */
async function renew(crew: Crew): Promise<void> {
  for (const place of crew.places) {
    if (crew.isStopping) return
    try {
      await fill(crew, place)
    } catch (error) {
      if (!crew.isStopping) {
        crew.complain(`The restart was given up, the workers go on: ${messageOf(error)}`)
      }
      return
    }
  }
  crew.say(`Fiche has restarted its ${crew.places.length} workers`)
}

/** The first workers, all at once. Those that fail are tried again, unless all do: then it is no accident. */
async function begin(crew: Crew): Promise<string> {
  const starts = await Promise.allSettled(crew.places.map((place) => fill(crew, place)))
  const listening = starts.find((start) => start.status === 'fulfilled')
  for (const [at, start] of starts.entries()) {
    const place = crew.places[at]
    if (start.status === 'fulfilled' || place === undefined || crew.isStopping) continue
    if (listening === undefined) throw start.reason
    place.delay = shortestDelay
    crew.complain(`A worker cannot start: ${messageOf(start.reason)}; it is tried again.`)
    void refill(crew, place)
  }
  // Only a stop comes here without a worker, and it ends the process.
  return listening?.value ?? new Promise(() => undefined)
}

/** Starts `count` workers and looks after them. */
export function employ(count: number, say: Say): Workers {
  const places = Array.from({ length: count }, (): Place => ({ worker: undefined, delay: 0 }))
  const crew: Crew = { ...say, places, alive: new Set(), isStopping: false }
  const ready = begin(crew)
  let last: Promise<unknown> = ready.catch(() => undefined)
  let isWaiting = false
  const restart = () => {
    if (isWaiting) return
    isWaiting = true
    last = last.then(() => {
      isWaiting = false
      return renew(crew)
    })
  }
  const stop = async () => {
    crew.isStopping = true
    await Promise.all([...crew.alive].map((worker) => dismiss(crew, worker)))
  }
  return { ready, restart, stop }
}
