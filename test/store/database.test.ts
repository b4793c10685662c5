import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  isUnavailable,
  openDatabase,
  rows,
  sqlState,
  violatedConstraint,
  type Database,
  type Reader,
  type Transaction,
} from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
  await database.transact((transaction) =>
    transaction.execute(
      sql`create table note (id int primary key, body text constraint note_filled check (body <> ''))`,
    ),
  )
})
afterAll(() => database.close())
beforeEach(() => database.transact((transaction) => transaction.execute(sql`truncate note`)))

const write = (transaction: Transaction, id: number, body = 'text') =>
  transaction.execute(sql`insert into note values (${id}, ${body})`)
const ids = async (reader: Reader) =>
  (await rows<{ id: number }>(reader, sql`select id from note order by id`)).map((row) => row.id)
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('values are the same on both engines', () => {
  const cases: readonly (readonly [what: string, query: ReturnType<typeof sql>, value: unknown])[] = [
    ['int', sql`select 7::int as value`, 7],
    ['int8', sql`select 9007199254740991::int8 as value`, 9007199254740991],
    ['int8 too large for a number', sql`select 9007199254740993::int8 as value`, 9007199254740993n],
    ['count', sql`select count(*) as value from generate_series(1, 3)`, 3],
    ['float8', sql`select 0.1::float8 as value`, 0.1],
    ['numeric', sql`select 12.340::numeric as value`, '12.340'],
    ['boolean', sql`select true as value`, true],
    ['null', sql`select null::int as value`, null],
    ['text', sql`select 'é 中 العربية' as value`, 'é 中 العربية'],
    [
      'uuid',
      sql`select '018f3b5a-7c00-7000-8000-000000000001'::uuid as value`,
      '018f3b5a-7c00-7000-8000-000000000001',
    ],
    [
      'timestamptz',
      sql`select '2024-04-12 10:00:00.123456+02'::timestamptz as value`,
      '2024-04-12 08:00:00.123456+00',
    ],
    ['date', sql`select '2024-04-12'::date as value`, '2024-04-12'],
    ['bytea', sql`select '\\x00ff10'::bytea as value`, new Uint8Array([0, 255, 16])],
    ['json', sql`select '{"a": [1, null]}'::json as value`, { a: [1, null] }],
    ['jsonb', sql`select '{"a": "b\\\\c"}'::jsonb as value`, { a: 'b\\c' }],
    [
      'text[]',
      sql`select array['a', 'b "c", {d}\\', null, '', 'NULL', E'e\\nf'] as value`,
      ['a', 'b "c", {d}\\', null, '', 'NULL', 'e\nf'],
    ],
    ['text[][]', sql`select array[array['a'], array['b']] as value`, [['a'], ['b']]],
    ['empty array', sql`select '{}'::text[] as value`, []],
    ['int8[]', sql`select array[1, 2]::int8[] as value`, [1, 2]],
    [
      'uuid[]',
      sql`select array['018f3b5a-7c00-7000-8000-000000000001']::uuid[] as value`,
      ['018f3b5a-7c00-7000-8000-000000000001'],
    ],
    ['jsonb[]', sql`select array['{"a":1}', 'null']::jsonb[] as value`, [{ a: 1 }, null]],
    ['bytea[]', sql`select array['\\x01']::bytea[] as value`, [new Uint8Array([1])]],
  ]
  it.each(cases)('%s', async (_what, query, value) => {
    expect(await rows(database.reader, query)).toEqual([{ value }])
  })

  const parameters: readonly (readonly [type: string, given: unknown, value: unknown])[] = [
    ['text', `'; drop table note; --`, `'; drop table note; --`],
    ['text', '', ''],
    ['text', null, null],
    ['int', -1, -1],
    ['int8', 9007199254740993n, 9007199254740993n],
    ['boolean', false, false],
    ['numeric', '0.10', '0.10'],
    ['timestamptz', new Date(Date.UTC(2024, 3, 12, 8)), '2024-04-12 08:00:00+00'],
    ['bytea', new Uint8Array([0, 92, 255]), new Uint8Array([0, 92, 255])],
    ['jsonb', { a: ['b'] }, { a: ['b'] }],
    ['jsonb', '["a"]', ['a']],
    ['json', '{"a":1}', { a: 1 }],
    ['text[]', ['a', null, 'b"\\,{}', ''], ['a', null, 'b"\\,{}', '']],
    ['text[]', [], []],
    [
      'int[]',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['bytea[]', [new Uint8Array([92, 34])], [new Uint8Array([92, 34])]],
  ]
  it.each(parameters)('a parameter of type %s: %o', async (type, given, value) => {
    const query = sql`select ${sql.param(given)}::${sql.raw(type)} as value`
    // Thrice: the second and third time PostgreSQL has the statement prepared.
    for (let time = 0; time < 3; time++) expect(await rows(database.reader, query)).toEqual([{ value }])
  })

  it('refuses an undefined parameter', async () => {
    await expect(rows(database.reader, sql`select ${sql.param(undefined)}::text`)).rejects.toThrow(
      'undefined',
    )
  })

  it('answers a statement without rows with none', async () => {
    expect(await rows(database.reader, sql`select 1 where false`)).toEqual([])
    expect(
      await database.transact((transaction) => rows(transaction, sql`update note set body = 'x'`)),
    ).toEqual([])
  })

  it('takes one command at a time', async () => {
    expect(sqlState(await failure(rows(database.reader, sql`select 1; select 2`)))).toBe('42601')
  })
})

describe('a transaction', () => {
  it('is kept when its work returns, whose result it gives', async () => {
    const result = await database.transact(async (transaction) => {
      await write(transaction, 1)
      return ids(transaction)
    })
    expect(result).toEqual([1])
    expect(await ids(database.reader)).toEqual([1])
  })

  it('is undone when its work throws', async () => {
    const work = database.transact(async (transaction) => {
      await write(transaction, 1)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await ids(database.reader)).toEqual([])
  })

  it('is undone, and says so, when one of its queries failed and nobody threw', async () => {
    const work = database.transact(async (transaction) => {
      await write(transaction, 1)
      await failure(write(transaction, 1))
    })
    await expect(work).rejects.toThrow('rolled back')
    expect(await ids(database.reader)).toEqual([])
  })

  it('can undo a part of itself', async () => {
    await database.transact(async (transaction) => {
      await write(transaction, 1)
      const part = transaction.transaction(async (inner) => {
        await write(inner, 2)
        await write(inner, 1)
      })
      expect(sqlState(await failure(part))).toBe('23505')
      await transaction.transaction((inner) => write(inner, 3))
    })
    expect(await ids(database.reader)).toEqual([1, 3])
  })

  it('answers no more once it is over', async () => {
    const kept = await database.transact((transaction) => Promise.resolve({ transaction }))
    await expect(write(kept.transaction, 1)).rejects.toThrow('over')
    expect(await ids(database.reader)).toEqual([])
  })

  it('refuses that the reader is asked, or another begun, inside it', async () => {
    await expect(database.transact(() => ids(database.reader))).rejects.toThrow('inside transact')
    await expect(database.transact(() => database.transact(ids))).rejects.toThrow('inside transact')
    expect(await database.transact(ids)).toEqual([])
  })

  it('lets work that it left behind ask the reader afterwards', async () => {
    const left = await database.transact(async () => ({ later: wait(50).then(() => ids(database.reader)) }))
    expect(await left.later).toEqual([])
  })

  it('sees nothing of others that are not done, and 20 at once all end', async () => {
    const increase = () =>
      database.transact(async (transaction) => {
        const [last] = await rows<{ body: string }>(
          transaction,
          sql`select body from note where id = 1 for update`,
        )
        await wait(1)
        await transaction.execute(sql`update note set body = ${String(Number(last?.body) + 1)} where id = 1`)
      })
    await database.transact((transaction) => write(transaction, 1, '0'))
    const seen = Array.from({ length: 20 }, () => ids(database.reader))
    await Promise.all([...Array.from({ length: 20 }, increase), ...seen])
    expect(await rows(database.reader, sql`select body from note`)).toEqual([{ body: '20' }])
  })
})

describe('errors', () => {
  it('name the constraint that was violated', async () => {
    const violate = async (id: number, body: string) => {
      const work = async (transaction: Transaction) => {
        await write(transaction, 1)
        await write(transaction, id, body)
      }
      return failure(database.transact(work))
    }
    const twice = await violate(1, 'text')
    expect([violatedConstraint(twice), sqlState(twice)]).toEqual(['note_pkey', '23505'])
    const empty = await violate(2, '')
    expect([violatedConstraint(empty), sqlState(empty)]).toEqual(['note_filled', '23514'])
    const none = await failure(
      database.transact((transaction) => transaction.execute(sql`insert into note values (null)`)),
    )
    expect(violatedConstraint(none)).toBe('23502')
    expect(isUnavailable(twice)).toBe(false)
  })

  it('of other kinds violate nothing and are not about being away', async () => {
    const error = await failure(rows(database.reader, sql`select 1 / 0`))
    expect([sqlState(error), violatedConstraint(error), isUnavailable(error)]).toEqual([
      '22012',
      undefined,
      false,
    ])
    expect([sqlState('x'), violatedConstraint(undefined), isUnavailable(null)]).toEqual([
      undefined,
      undefined,
      false,
    ])
  })

  it('do not hold the parameters, which may be secrets', async () => {
    const error = await failure(rows(database.reader, sql`select ${'hush'}::int`.append(sql` from nowhere`)))
    expect(String(error)).not.toContain('hush')
  })
})

it('answers a ping while it is open, and rejects as unavailable when closed', async () => {
  const other = await freshDatabase()
  await other.ping()
  await other.close()
  expect(isUnavailable(await failure(other.ping()))).toBe(true)
  expect(isUnavailable(await failure(other.transact(ids)))).toBe(true)
})

it('does not stall the server while a long query runs', async () => {
  let ticks = 0
  const ticking = setInterval(() => {
    ticks += 1
  }, 5)
  await rows(database.reader, sql`select count(*) from generate_series(1, 5000000)`)
  clearInterval(ticking)
  // On the server's own thread there would be none until the query ends.
  expect(ticks).toBeGreaterThan(5)
})

it('says in one line what is wrong with an address', async () => {
  const open = (url: string) => failure(openDatabase({ url, folder: '' }))
  expect(await open('mysql://localhost')).toMatchObject({
    name: 'DatabaseRefused',
    message: expect.stringContaining('postgres://'),
  })
  const nobody = await open('postgres://me:secret@127.0.0.1:9/none')
  expect(nobody).toMatchObject({
    name: 'DatabaseRefused',
    message: expect.stringContaining('127.0.0.1:9/none'),
  })
  expect(String(nobody)).not.toContain('secret')
  expect(isUnavailable(nobody)).toBe(true)
})
