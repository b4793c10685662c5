import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseRefused } from './failure.ts'
import { lockFolder } from './folder-lock.ts'
import { startPglite } from './pglite.ts'
import { poolOf, type Pool } from './pool.ts'

/** The PostgreSQL that this PGlite is; the files of another can't be read. */
const major = '18'

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DatabaseRefused(`the data folder ${folder} can't be made: choose another (${reason(error)})`, {
      cause: error,
    })
  }
}

function inspect(data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (found === major) return
  const way = 'restore a dump made with the Fiche that wrote it'
  throw new DatabaseRefused(`the database in ${data} is of PostgreSQL ${found}, not ${major}: ${way}`)
}

/**
 * Makes the files of a new database beside their place and moves them there when they are complete, so
 * that a first start that was killed leaves nothing that looks like a database.
 */
async function create(data: string): Promise<void> {
  const draft = `${data}.new`
  rmSync(draft, { recursive: true, force: true })
  const database = await startPglite({ folder: draft, snapshot: null })
  await database.close()
  renameSync(draft, data)
}

/** The database in `folder/database`, made when missing, with the folder locked until the pool is closed. */
export async function openFolder(folder: string): Promise<Pool> {
  const absolute = resolve(folder)
  makeFolder(absolute)
  const lock = await lockFolder(absolute)
  try {
    const data = join(absolute, 'database')
    if (!existsSync(data)) await create(data)
    inspect(data)
    const pool = poolOf([await startPglite({ folder: data, snapshot: null })])
    return { ...pool, close: () => pool.close().finally(() => lock.release()) }
  } catch (error) {
    await lock.release()
    if (error instanceof DatabaseRefused) throw error
    throw new DatabaseRefused(`the database in ${absolute} can't be opened: ${reason(error)}`, {
      cause: error,
    })
  }
}

/** A database that is gone with the process, new or as its snapshot. */
export async function openMemory(snapshot: Blob | undefined): Promise<Pool> {
  const bytes = snapshot === undefined ? null : await snapshot.arrayBuffer()
  return poolOf([await startPglite({ folder: null, snapshot: bytes })])
}
