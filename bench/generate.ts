import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import postgres from 'postgres'
import type { Sql } from 'postgres'
import { found } from '../src/setup/first-start.ts'
import { openDatabase } from '../src/store/database.ts'
import { adminKey } from './delivery/settings.ts'
import { dropIndexes } from './generate/indexes.ts'
import { stage, unstage } from './generate/staging.ts'
import { counts, statements } from './generate/statements.ts'
import { locales, sourceLocale } from './generate/words.ts'

/**
 * Fills an empty PostgreSQL database with documents in six languages, all of them live, as if they had been published
 * through the service. Set-based: the server makes the rows, from templates that the service's own code has compiled.
 *
 *   npm run build && node dist/bench/generate.js 1000 postgres://postgres@127.0.0.1:5432/my_empty_database
 */
export type Say = (line: string) => void

/** Documents that one transaction writes. */
const atOnce = 2000

/** Checks of keys between tables are off inside: the rows fit because of how they are made. */
const connect = (url: string): Sql =>
  postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: {
      session_replication_role: 'replica',
      synchronous_commit: 'off',
      work_mem: '128MB',
      maintenance_work_mem: '1GB',
      TimeZone: 'UTC',
    },
  })

async function makeTables(url: string): Promise<void> {
  const database = await openDatabase({ url, folder: '' })
  const first = { locales, defaultLocale: sourceLocale, adminKey, sample: false }
  const made = await found(database, first)
  await database.close()
  if (made === undefined) throw new Error('the database is not empty')
}

/** Takes parts of the whole until none is left; several do so at once. */
async function fill(url: string, parts: { from: number; to: number }[], say: Say): Promise<void> {
  const sql = connect(url)
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const { from, to } = part
    await sql.begin(async (transaction) => {
      for (const statement of statements) await transaction.unsafe(statement, [from, to])
    })
    say(`documents ${from} to ${to}`)
  }
  await sql.end()
}

function partsOf(count: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, at) => ({
    from: at * atOnce + 1,
    to: Math.min((at + 1) * atOnce, count),
  }))
}

/** Statements in turn, as many at once as there are connections. */
async function runAll(url: string, left: string[]): Promise<void> {
  const sql = connect(url)
  for (let statement = left.shift(); statement !== undefined; statement = left.shift())
    await sql.unsafe(statement)
  await sql.end()
}

/** The tables whose rows come in another order than their indexes have. */
const scattered = ['listing', 'card_listing', 'bench_answer']

export async function generate(url: string, count: number, say: Say): Promise<void> {
  await makeTables(url)
  const sql = connect(url)
  await stage(sql, count)
  const makes = (await Promise.all(scattered.map((table) => dropIndexes(sql, table)))).flat()
  const parts = partsOf(count)
  const workers = Array.from({ length: Math.min(2, availableParallelism()) })
  await Promise.all(workers.map(() => fill(url, parts, say)))
  await sql.unsafe(counts)
  say('indexes')
  await Promise.all(workers.map(() => runAll(url, makes)))
  await unstage(sql)
  say('vacuum')
  await sql.unsafe('vacuum (freeze, analyze)').simple()
  await sql.end()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = '1000', url = ''] = process.argv.slice(2)
  const from = performance.now()
  await generate(url, Number(count), (line) => {
    process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1).padStart(7)} s  ${line}\n`)
  })
  process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1).padStart(7)} s  done\n`)
}
