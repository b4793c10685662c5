import postgres from 'postgres'
import type { Sql } from 'postgres'
import { generate } from '../generate.ts'
import type { Run } from './run.ts'

/** Raised when generated rows change: databases of an older generator are made anew. */
const generator = 1

const databaseUrl = (server: string, name: string): string => {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Asks one thing of a database on a connection of its own. */
export async function withSql<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

export async function postgresVersion(server: string): Promise<string> {
  const [row] = await withSql(
    server,
    (sql) => sql<{ version: string }[]>`select current_setting('server_version') as version`,
  )
  return row?.version ?? ''
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await withSql(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
}

const nameOf = (documents: number): string => `fiche_bench_${documents}`
const markOf = (documents: number): string => `${documents} documents by generator ${generator}`

async function isThere(server: string, documents: number): Promise<boolean> {
  const found = await withSql(
    server,
    (sql) => sql<{ mark: string | null }[]>`
      select shobj_description(oid, 'pg_database') as mark from pg_database where datname = ${nameOf(documents)}`,
  )
  return found[0]?.mark === markOf(documents)
}

/** The database of so many documents, generated unless it is there from an earlier run. Gives its address. */
export async function generated({ settings, note }: Run, documents: number): Promise<string> {
  const { server } = settings
  const name = nameOf(documents)
  const url = databaseUrl(server, name)
  if (await isThere(server, documents)) return url
  note(`making ${name}`)
  await dropDatabase(server, name)
  await withSql(server, (sql) => sql.unsafe(`create database ${name} encoding 'UTF8' template template0`))
  await generate(url, documents, note)
  await withSql(server, (sql) => sql.unsafe(`comment on database ${name} is '${markOf(documents)}'`))
  return url
}

const copy = 'fiche_bench_copy'

/** A copy of a generated database, for a measurement that writes; dropped by dropCopy. */
export async function copied(run: Run, documents: number): Promise<string> {
  const { server } = run.settings
  await generated(run, documents)
  await dropCopy(run)
  await withSql(server, (sql) => sql.unsafe(`create database ${copy} template ${nameOf(documents)}`))
  return databaseUrl(server, copy)
}

export const dropCopy = ({ settings }: Run): Promise<void> => dropDatabase(settings.server, copy)

/**
 * Has the operating system read these tables and their indexes, so that no measurement is of the disk.
 * Needs an extension that comes with PostgreSQL; where it is missing, warm-up rounds have to do.
 */
export async function readIn({ note }: Run, url: string, tables: readonly string[]): Promise<void> {
  try {
    await withSql(url, async (sql) => {
      await sql`create extension if not exists pg_prewarm`
      await sql`
        select pg_prewarm(c.oid, 'read') from pg_class t
        left join pg_index i on i.indrelid in (t.oid, t.reltoastrelid)
        join pg_class c on c.oid in (t.oid, t.reltoastrelid, i.indexrelid)
        where t.relkind = 'r' and t.relname = any(${[...tables]})`
    })
  } catch (error) {
    note(`tables are not read in beforehand: ${String(error)}`)
  }
}
