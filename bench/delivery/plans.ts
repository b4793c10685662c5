import { PgDialect } from 'drizzle-orm/pg-core'
import { is, SQL } from 'drizzle-orm'
import type { Sql } from 'postgres'
import { openDatabase } from '../../src/store/database.ts'
import type { Ask, Reader } from '../../src/store/database.ts'
import { listCards, listDocuments } from '../../src/store/lists.ts'
import { findStandings } from '../../src/store/standings.ts'
import { generated, withSql } from './databases.ts'
import { figure } from './figures.ts'
import type { Run } from './run.ts'

/** Reading a table of more rows than this from one end to the other is a fault. */
const bigTable = 10_000
/** So is looking at more rows than this for a page of twenty. */
const mostRemoved = 10_000

const page = { locale: 'fr', after: undefined, limit: 21 } as const
const anyDocuments = { ...page, topic: '', from: undefined, to: undefined }
const anyCards = { ...page, topic: '', kind: '', from: undefined, to: undefined }
const noId = '018d0000-0000-7000-8000-000000000000'

const questions: readonly (readonly [name: string, ask: (reader: Reader, ask: Ask) => Promise<unknown>])[] = [
  ['a document that is not held', (_, ask) => findStandings(ask, [{ slug: 'dossier-500', guess: 'ar' }])],
  ['documents', (reader) => listDocuments(reader, anyDocuments)],
  ['documents of a topic', (reader) => listDocuments(reader, { ...anyDocuments, topic: 'trade' })],
  [
    'documents of a topic, the page after',
    (reader) =>
      listDocuments(reader, {
        ...anyDocuments,
        topic: 'trade',
        after: { asOf: '2010-05-12', documentId: noId },
      }),
  ],
  [
    'documents of a topic, from 1998 to 2012',
    (reader) => listDocuments(reader, { ...anyDocuments, topic: 'trade', from: '1998', to: '2012' }),
  ],
  ['cards of a topic', (reader) => listCards(reader, { ...anyCards, topic: 'trade' })],
  [
    'cards of a topic, from 1800 on',
    (reader) => listCards(reader, { ...anyCards, topic: 'trade', kind: 'event', from: 1800 }),
  ],
  [
    'cards of a topic, from 1820 to 1910',
    (reader) => listCards(reader, { ...anyCards, topic: 'trade', from: 1820, to: 1910 }),
  ],
  [
    'cards of a topic, from 1820 to 1910, the page after',
    (reader) =>
      listCards(reader, {
        ...anyCards,
        topic: 'trade',
        from: 1820,
        to: 1910,
        after: { year: 1900, documentId: noId, key: 'dam-1' },
      }),
  ],
  ['cards, from 2026 to 2030', (reader) => listCards(reader, { ...anyCards, from: 2026, to: 2030 })],
  [
    'events, from 2026 to 2030: there are none',
    (reader) => listCards(reader, { ...anyCards, kind: 'event', from: 2026, to: 2030 }),
  ],
]

interface Asked {
  readonly text: string
  readonly parameters: readonly unknown[]
}

/** What the service's own code asks: a reader that notes each statement before it is asked. */
async function statementsOf(
  url: string,
  ask: (reader: Reader, ask: Ask) => Promise<unknown>,
): Promise<Asked[]> {
  const asked: Asked[] = []
  const database = await openDatabase({ url, folder: '' })
  const reader = new Proxy(database.reader, {
    get(target, name): unknown {
      if (name !== 'execute') return Reflect.get(target, name)
      return (query: unknown) => {
        if (!is(query, SQL)) throw new Error('a statement that is not SQL')
        const { sql, params } = new PgDialect().sqlToQuery(query)
        asked.push({ text: sql, parameters: params })
        return target.execute(query)
      }
    },
  })
  try {
    await ask(reader, async (text, parameters) => {
      asked.push({ text, parameters: parameters.map((each) => `{${each.join(',')}}`) })
      return database.ask(text, parameters)
    })
  } finally {
    await database.close()
  }
  return asked
}

function literal(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : 'null'
}

/** As often as this a statement is asked before its plan is looked at: PostgreSQL decides after five times. */
const times = 10

interface Plan {
  readonly lines: readonly string[]
  /** Not planned anew each time. */
  readonly isKept: boolean
}

/** The plan that a prepared statement has once it has been in use. */
async function explain(sql: Sql, { text, parameters }: Asked): Promise<Plan> {
  await sql.unsafe(`prepare asked as ${text}`)
  const values = parameters.length === 0 ? '' : `(${parameters.map(literal).join(', ')})`
  for (let time = 0; time < times; time++) await sql.unsafe(`execute asked${values}`)
  const lines = await sql.unsafe<{ 'QUERY PLAN': string }[]>(
    `explain (analyze, buffers, costs off) execute asked${values}`,
  )
  const [kept] = await sql<{ generic: boolean }[]>`
    select generic_plans > 0 as generic from pg_prepared_statements where name = 'asked'`
  await sql`deallocate asked`
  return { lines: lines.map((line) => line['QUERY PLAN']), isKept: kept?.generic === true }
}

async function bigTables(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and reltuples > ${bigTable}`
  return new Set(rows.map(({ name }) => name))
}

const scanned = (plan: readonly string[]): string[] =>
  plan.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? [])

const removed = (plan: readonly string[]): number =>
  Math.max(0, ...plan.map((line) => Number(/Rows Removed by Filter: (\d+)/.exec(line)?.[1] ?? 0)))

/** The plans of what readers ask for among many documents; a table that is read from end to end is a fault. */
export async function plans(run: Run): Promise<void> {
  const url = await generated(run, run.settings.large)
  run.say(`### Plans, ${figure(run.settings.large)} documents in six languages\n`)
  await withSql(url, async (sql) => {
    const big = await bigTables(sql)
    for (const [name, ask] of questions) {
      for (const statement of await statementsOf(url, ask)) {
        const { lines, isKept } = await explain(sql, statement)
        const whole = scanned(lines).filter((table) => big.has(table))
        const isGood = run.bound(whole.length === 0, `${name}: reads all of ${whole.join(', ')}`)
        const rows = removed(lines)
        const isShort = run.target(rows <= mostRemoved, `${name}: passes over ${figure(rows)} rows`)
        const planned = isKept ? 'planned once' : 'planned each time'
        run.say(
          `**${name}**: by indexes only: ${isGood}; passes over ${figure(rows)} rows, few: ${isShort}; ${planned}\n`,
        )
        run.say(`\`\`\`\n${lines.join('\n')}\n\`\`\`\n`)
      }
    }
  })
}
