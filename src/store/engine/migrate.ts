import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator'
import { rootFolder } from '../../root.ts'
import { DatabaseRefused } from './failure.ts'
import type { Pool } from './pool.ts'
import { runTransaction, type EngineTransaction } from './session.ts'

/** The key of the advisory lock that migrations are run under: `fiche` in ASCII. */
const lockKey = 0x66_69_63_68_65

interface Applied {
  readonly created_at: number
}

/** When the newest migration that the database has was written; 0 for an empty database. Milliseconds. */
async function newestApplied(transaction: EngineTransaction): Promise<number> {
  const asked = transaction._.session
  const [table] = await asked.all<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (table?.there !== true) return 0
  const [newest] = await asked.all<Applied>(
    sql`select created_at from drizzle.__drizzle_migrations order by created_at desc limit 1`,
  )
  return newest?.created_at ?? 0
}

/** Runs the files whose date is after `newest`, each noted in Drizzle's own table. */
async function apply(transaction: EngineTransaction, files: MigrationMeta[]): Promise<void> {
  const asked = transaction._.session
  await asked.execute(sql`create schema if not exists drizzle`)
  await asked.execute(sql`create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint)`)
  for (const file of files) {
    for (const statement of file.sql) await asked.execute(sql.raw(statement))
    await asked.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
      values (${file.hash}, ${file.folderMillis})`)
  }
}

/**
 * Brings the database to the newest of `folder`'s migrations, all or none, in one transaction. Several
 * processes may do so at once: the lock lets one go first and the others find nothing left to do.
 * Keeps the books of Drizzle's own migrator, which knows neither a lock nor a database newer than itself.
 * Refuses a database that a newer Fiche has migrated.
 */
export async function migrate(
  pool: Pool,
  folder: string = join(rootFolder, 'db', 'migrations'),
): Promise<void> {
  const files = readMigrationFiles({ migrationsFolder: folder })
  const newestHere = Math.max(0, ...files.map((file) => file.folderMillis))
  const work = async (transaction: EngineTransaction) => {
    const asked = transaction._.session
    await asked.execute(sql`select set_config('statement_timeout', '0', true)`)
    await asked.execute(sql`select pg_advisory_xact_lock(${lockKey})`)
    const newestThere = await newestApplied(transaction)
    if (newestThere > newestHere) {
      throw new DatabaseRefused(
        'the database was written by a newer Fiche: start that version, or restore a backup',
      )
    }
    const missing = files.filter((file) => file.folderMillis > newestThere)
    if (missing.length > 0) await apply(transaction, missing)
  }
  await runTransaction(pool, work, { patient: true })
}
