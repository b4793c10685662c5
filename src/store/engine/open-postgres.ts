import { DatabaseRefused, sqlState } from './failure.ts'
import type { Gate } from './gate.ts'
import { poolOf, type Pool } from './pool.ts'
import { connectPostgres } from './postgres.ts'

/** The oldest version that the migrations run on (`UNIQUE NULLS NOT DISTINCT`), as server_version_num. */
const oldest = 15_00_00

/** The address without its password, for a message. */
function shown(url: string): string {
  if (!URL.canParse(url)) return 'the given address'
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}

/** What to do about an error of the first connection. */
function refusal(url: string, error: unknown): DatabaseRefused {
  const advice: Partial<Record<string, string>> = {
    '28P01': 'the password is wrong',
    '28000': 'the user may not sign in from here',
    '3D000': 'there is no such database: create it',
    '53300': 'it has no free connections: raise max_connections or lower ours',
  }
  const known = advice[sqlState(error) ?? '']
  const reason = known ?? `${error instanceof Error ? error.message : String(error)}: check DATABASE_URL`
  return new DatabaseRefused(`can't use PostgreSQL at ${shown(url)}: ${reason}`, { cause: error })
}

async function inspect(pool: Pool, url: string): Promise<void> {
  const text = `select current_setting('server_version_num')::int, current_setting('server_version'),
    current_setting('server_encoding')`
  const { rows } = await pool.ask({ text, parameters: [] })
  const [number, version, encoding] = rows[0] ?? []
  if (Number(number) < oldest) {
    throw new DatabaseRefused(`PostgreSQL at ${shown(url)} is ${version}: Fiche needs 15 or later`)
  }
  if (encoding !== 'UTF8') {
    const command = "create database … encoding 'UTF8' template template0"
    throw new DatabaseRefused(`the database at ${shown(url)} is in ${encoding}, not UTF8: ${command}`)
  }
}

/** A pool of connections to PostgreSQL that was reached, is new enough and stores Unicode. */
export async function openPostgres(url: string, connections: number, gate: Gate): Promise<Pool> {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new DatabaseRefused('DATABASE_URL has to be like postgres://user:password@host:5432/name')
  }
  const pool = poolOf(
    Array.from({ length: connections }, () => connectPostgres(url, gate)),
    gate,
  )
  try {
    await inspect(pool, url)
    return pool
  } catch (error) {
    await pool.close()
    throw error instanceof DatabaseRefused ? error : refusal(url, error)
  }
}
