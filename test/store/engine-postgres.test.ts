import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { isUnavailable, openDatabase, rows, type Database } from '../../src/store/database.ts'
import { databaseUrl, postgresUrl } from '../support/postgres-url.ts'

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )
const count = (database: Database) => rows(database.reader, sql`select n from tally`)

describe.skipIf(inject('engine') !== 'postgres')('PostgreSQL', () => {
  const names: string[] = []
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })

  async function emptyDatabase(options = `encoding 'UTF8'`): Promise<string> {
    const name = `${inject('template')}_${randomBytes(6).toString('hex')}`
    names.push(name)
    await server.unsafe(`create database ${name} ${options} template template0`)
    return databaseUrl(name)
  }
  const terminateAll = (url: string) =>
    server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${new URL(url).pathname.slice(1)}`

  afterAll(async () => {
    for (const name of names) await server.unsafe(`drop database if exists ${name} with (force)`)
    await server.end()
  })

  describe('whose sessions are ended', () => {
    let url = ''
    let database: Database
    beforeAll(async () => {
      url = await emptyDatabase()
      database = await openDatabase({ url, folder: '', maxConnections: 3 })
      await database.transact((transaction) => transaction.execute(sql`create table tally (n int)`))
    })
    afterAll(() => database.close())

    it('while idle: the next query connects again', async () => {
      await Promise.all([count(database), count(database), count(database)])
      await terminateAll(url)
      await wait(50)
      expect(await Promise.all([count(database), count(database), count(database)])).toEqual([[], [], []])
    })

    it('in the middle of a query: it is asked again', async () => {
      const asleep = rows(database.reader, sql`select 1 as one from pg_sleep(0.3)`)
      await wait(100)
      await terminateAll(url)
      expect(await asleep).toEqual([{ one: 1 }])
    })

    it('in the middle of a transaction: it rejects as unavailable, and the next one works', async () => {
      const asleep = failure(database.transact((transaction) => transaction.execute(sql`select pg_sleep(5)`)))
      await wait(100)
      await terminateAll(url)
      expect(isUnavailable(await asleep)).toBe(true)
      await database.transact((transaction) => transaction.execute(sql`select 1`))
    })

    it('between the queries of a transaction: it rejects as unavailable and leaves nothing', async () => {
      const work = database.transact(async (transaction) => {
        await transaction.execute(sql`insert into tally values (1)`)
        await terminateAll(url)
        await wait(50)
        // What comes after the loss must not be written through a new session.
        await failure(Promise.resolve(transaction.execute(sql`insert into tally values (2)`)))
      })
      expect(isUnavailable(await failure(work))).toBe(true)
      expect(await count(database)).toEqual([])
      await database.transact((transaction) => transaction.execute(sql`insert into tally values (3)`))
      expect(await count(database)).toEqual([{ n: 3 }])
    })
  })

  it('gives up on a statement after its time and says that it is unavailable', async () => {
    const database = await openDatabase({ url: await emptyDatabase(), folder: '', maxConnections: 1 })
    const work = database.transact(async (transaction) => {
      await transaction.execute(sql`set local statement_timeout = 50`)
      await transaction.execute(sql`select pg_sleep(5)`)
    })
    expect(isUnavailable(await failure(work))).toBe(true)
    await database.ping()
    const [limit] = await rows(database.reader, sql`select current_setting('statement_timeout') as value`)
    expect(limit).toEqual({ value: '15s' })
    await database.close()
  })

  it('prepares a statement from its second time on', async () => {
    const database = await openDatabase({ url: await emptyDatabase(), folder: '', maxConnections: 1 })
    for (let time = 0; time < 4; time++) await rows(database.reader, sql`select ${time}::int as often`)
    const prepared = await rows(
      database.reader,
      sql`select statement from pg_prepared_statements where statement like '%often%' order by 1`,
    )
    expect(prepared).toEqual([{ statement: 'select $1::int as often' }])
    await database.close()
  })

  it('is migrated once by two that start at the same time', async () => {
    const url = await emptyDatabase()
    const open = () => openDatabase({ url, folder: '', maxConnections: 2 })
    const [one, two] = await Promise.all([open(), open()])
    const applied = sql`select count(*) = count(distinct hash) and count(*) > 0 as once from drizzle.__drizzle_migrations`
    expect(await rows(one.reader, applied)).toEqual([{ once: true }])
    await Promise.all([one.close(), two.close()])
  })

  it('is refused when a newer Fiche has migrated it', async () => {
    const url = await emptyDatabase()
    const database = await openDatabase({ url, folder: '' })
    await database.transact((transaction) =>
      transaction.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000)`,
      ),
    )
    await database.close()
    expect(await failure(openDatabase({ url, folder: '' }))).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('newer Fiche'),
    })
  })

  it('is refused when it does not store Unicode, or is not there', async () => {
    const ascii = await emptyDatabase(`encoding 'SQL_ASCII' locale 'C'`)
    const wrong = await failure(openDatabase({ url: ascii, folder: '' }))
    expect(wrong).toMatchObject({ name: 'DatabaseRefused', message: expect.stringContaining('not UTF8') })
    const missing = await failure(openDatabase({ url: databaseUrl('fiche_not_there'), folder: '' }))
    expect(missing).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('there is no such database'),
    })
  })
})
