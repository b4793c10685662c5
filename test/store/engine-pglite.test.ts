import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { isUnavailable, openDatabase, rows } from '../../src/store/database.ts'
import { startPglite } from '../../src/store/engine/pglite.ts'

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

// Each new folder costs two to ten seconds of initdb.
describe.skipIf(inject('engine') !== 'pglite')('PGlite', { timeout: 60_000 }, () => {
  let scratch = ''
  let folder = ''
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'fiche-pglite-'))
    folder = join(scratch, 'new', 'data')
  })
  afterAll(() => rmSync(scratch, { recursive: true }))

  it('keeps what was written in a folder that it makes, for one process at a time', async () => {
    const first = await openDatabase({ folder })
    await first.transact(async (transaction) => {
      await transaction.execute(sql`create table note (id int)`)
      await transaction.execute(sql`insert into note values (1)`)
    })
    expect(await failure(openDatabase({ folder }))).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('in use'),
    })
    await first.close()
    const second = await openDatabase({ folder })
    expect(await rows(second.reader, sql`select id from note`)).toEqual([{ id: 1 }])
    await second.transact((transaction) =>
      transaction.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000)`,
      ),
    )
    await second.close()
    expect(await failure(openDatabase({ folder }))).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('newer Fiche'),
    })
  })

  it('refuses files of another PostgreSQL and leaves them as they are', async () => {
    const file = join(folder, 'database', 'PG_VERSION')
    writeFileSync(file, '17\n')
    expect(await failure(openDatabase({ folder }))).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('is of PostgreSQL 17, not 18'),
    })
    expect(readFileSync(file, 'utf8')).toBe('17\n')
  })

  it('starts afresh over what a first start left that was killed', async () => {
    const other = join(scratch, 'killed')
    mkdirSync(join(other, 'database.new'), { recursive: true })
    writeFileSync(join(other, 'database.new', 'PG_VERSION'), '18\n')
    const database = await openDatabase({ folder: other })
    await database.ping()
    await database.close()
  })

  it('refuses a folder that is a file, in one line', async () => {
    const file = join(scratch, 'file')
    writeFileSync(file, '')
    const error = await failure(openDatabase({ folder: join(file, 'data') }))
    expect(error).toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringMatching(/^.*choose another.*$/),
    })
  })

  it('rejects what is pending, and all after that, as unavailable when its thread ends', async () => {
    const database = await startPglite({ folder: null, snapshot: null })
    const ask = () =>
      failure(database.ask({ text: 'select count(*) from generate_series(1, 90000000)', parameters: [] }))
    const pending = [ask(), ask()]
    await database.abort()
    for (const error of [...(await Promise.all(pending)), await ask()])
      expect(isUnavailable(error)).toBe(true)
    expect(database.losses).toBe(1)
    await database.close()
  })
})
