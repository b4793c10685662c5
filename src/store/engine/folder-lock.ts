/**
 * One process per folder: PGlite takes no lock of its own, and two of them destroy the database.
 *
 * The lock is a listening Unix socket in the folder. The kernel closes it with the process, however that
 * ends, so that a stale lock answers nobody and needs no waiting and no guessing about process numbers.
 *
 * A starter
 * 1. connects to every `lock.*.sock` there: does a holder answer, it gives up;
 * 2. listens on a socket of its own, whose name nobody else uses, as a *candidate*;
 * 3. connects to all others again. Do they all not answer, and is its own file still there, it holds the
 *    lock, says so from now on, and deletes the dead files;
 * 4. does another candidate answer, the one with the lower name looks again and the other starts over.
 *
 * Why two can't both hold it: each listens before it looks. Of two, the later one to listen finds the
 * earlier one answering, unless the earlier one's file is gone; only a holder deletes files, and only of
 * sockets that did not answer it, so the earlier one then finds that holder, or its own file missing.
 *
 * Works between containers on one machine, not between machines that share a folder over the network.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseRefused } from './failure.ts'
import { address, knock, lockPipe, socketFolder, type Answerer } from './folder-socket.ts'

export interface FolderLock {
  release(): Promise<void>
}

/** How long candidates may take to agree, in milliseconds. */
const patience = 10_000

class Refused extends Error {}

function inUse({ pid }: Answerer): Refused {
  return new Refused(
    `in use by ${pid === undefined ? 'another process' : `process ${pid}`}: stop that one first`,
  )
}

/** A socket in the folder that tells who asks whether it is a holder or a candidate, and its process. */
class Claim {
  readonly name = `lock.${process.pid}.${randomBytes(6).toString('hex')}.sock`
  readonly #server: Server
  readonly #folder: string
  readonly #handle: number
  #holds = false

  constructor(folder: string) {
    this.#folder = folder
    this.#handle = openSync(folder, 'r')
    this.#server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end(`${this.#holds ? 'holder' : 'candidate'} ${process.pid}\n`)
    })
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(address(this.#folder, this.#handle, this.name), resolve)
      this.#server.unref()
    })
  }

  others(): Promise<Answerer[]> {
    return answering(this.#folder, this.#handle, this.name)
  }

  /** Takes the lock if the file was not deleted meanwhile. */
  hold(): boolean {
    this.#holds = existsSync(join(this.#folder, this.name))
    return this.#holds
  }

  async drop(): Promise<void> {
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve))
    rmSync(join(this.#folder, this.name), { force: true })
    closeSync(this.#handle)
  }
}

function sockets(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^lock\..+\.sock$/.test(name))
}

/** Whoever answers on the sockets of the folder, but for `mine`. */
async function answering(folder: string, handle: number, mine: string): Promise<Answerer[]> {
  const names = sockets(folder).filter((name) => name !== mine)
  const answers = await Promise.all(names.map((name) => knock(address(folder, handle, name), name)))
  return answers.filter((answer) => answer !== undefined)
}

/** Looks until this claim holds the lock (true), has to start over (false), or a holder is found (refuses). */
async function settle(claim: Claim): Promise<boolean> {
  const others = await claim.others()
  const holder = others.find((other) => other.holds)
  if (holder !== undefined) throw inUse(holder)
  if (others.length === 0) return claim.hold()
  if (others.some((other) => other.name < claim.name)) return false
  await wait(5)
  return settle(claim)
}

/** Deletes the sockets that do not answer the holder. Listed before they are asked, so that none is new. */
async function sweep(folder: string, claim: Claim): Promise<void> {
  const names = sockets(folder).filter((name) => name !== claim.name)
  const alive = new Set((await claim.others()).map((other) => other.name))
  for (const name of names) {
    if (!alive.has(name)) rmSync(join(folder, name), { force: true })
  }
}

/** One attempt: a lock, or undefined when another candidate goes first. */
async function attempt(folder: string): Promise<FolderLock | undefined> {
  const claim = new Claim(folder)
  let holds = false
  try {
    const holder = (await claim.others()).find((other) => other.holds)
    if (holder !== undefined) throw inUse(holder)
    await claim.listen()
    holds = await settle(claim)
    if (!holds) return undefined
    await sweep(folder, claim)
    return { release: () => claim.drop() }
  } finally {
    if (!holds) await claim.drop()
  }
}

/**
 * Takes the lock of a folder that exists. Refuses with DatabaseRefused when another process (or this
 * one) has it, or when the folder's file system has no sockets. It does not keep the process alive.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  try {
    return await take(realpathSync(folder))
  } catch (error) {
    if (error instanceof Refused) throw new DatabaseRefused(`the data folder ${folder} is ${error.message}`)
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseRefused(`the data folder ${folder} can't be locked: use a local disk (${reason})`, {
      cause: error,
    })
  }
}

async function take(folder: string): Promise<FolderLock> {
  if (process.platform === 'win32') return lockPipe(folder)
  const place = socketFolder(folder)
  for (const start = Date.now(); Date.now() - start < patience; await wait(5 + Math.random() * 20)) {
    const lock = await attempt(place)
    if (lock !== undefined) return lock
  }
  throw new Refused('being opened by others: try again')
}
