/** What the database promises by itself, whoever writes: each rule is broken in plain SQL. */
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { rows, violatedConstraint, type Database } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'
import { a, b, editor, insert, makeWorld, outcome, sha256, tables, type Row, type Table } from './world.ts'

type Broken = readonly [what: string, statement: string, refusedBy: string]

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await makeWorld(database)
})
afterAll(() => database.close())

const ofA = `where document_id = ${a.document}`
const otherSha = `sha256('other')`
/** é as a letter and an accent, which NFC makes one. */
const decomposed = `E'e\\u0301t'`

function refused(cases: readonly Broken[]): void {
  it.each(cases)('%s', async (_what, statement, refusedBy) => {
    expect(await outcome(database, statement)).toBe(refusedBy)
  })
}

/** One case for each wrong value of one column. */
function values(table: Table, column: string, list: readonly string[], refusedBy: string): Broken[] {
  return list.map((value) => [`${table}.${column} ${value}`, insert(table, { [column]: value }), refusedBy])
}

type Kept = readonly [what: string, statement: string]

const accepted = (what: string, table: Table, changed: Row): Kept => [what, insert(table, changed)]

describe('what keeps the rules is accepted', () => {
  it.each(tables)('the next row of %s', async (table) => {
    expect(await outcome(database, insert(table))).toBe('accepted')
  })

  it.each<Kept>([
    accepted('a revision without a date', 'revision', { as_of: 'null' }),
    accepted('a year', 'revision', { as_of: `'2024'` }),
    accepted('a month', 'revision', { as_of: `'2024-12'` }),
    accepted('the last day of a month', 'revision', { as_of: `'2024-10-31'` }),
    accepted('the first version of a translation', 'translation', { version: '1', segment_id: a.second }),
    accepted('an empty draft', 'translation', { text: `''`, state: `'initial'` }),
    accepted('a segment of another unit', 'segment', { unit: `'card.k.text'` }),
    accepted('evidence for the text of a card', 'evidence', { unit: `'card.k.text'` }),
    accepted('a card without a value', 'card', { value: 'null' }),
    // White space is what it is for JavaScript, whatever the collation of the database takes for it.
    ...['0009', '000a', '00a0', '1680', '2003', '2007', '2009', '2028', '202f', '205f', '3000', 'feff'].map(
      (code) => accepted(`a gap of U+${code}`, 'revision_segment', { gap: `E'\\u${code}'` }),
    ),
    accepted('a role of the site', 'editor_role', { role: `'publisher'`, locale: 'null' }),
    ['the live pointer moved back', `update live_edition set number = 1 ${ofA}`],
    ['an edition withdrawn', `delete from live_edition ${ofA}`],
    ['a former slug that is live again', `update variant set slug = 'a-former' ${ofA} and locale = 'fr'`],
    [
      'another default locale',
      `update locale set is_default = false; update locale set is_default = true where tag = 'en'`,
    ],
  ])('%s', async (_what, statement) => {
    // One statement at a time: that is all the protocol carries.
    const [last = '', ...before] = statement.split('; ').toReversed()
    const block = `do $$ begin ${[...before, last].map((each) => `${each};`).join(' ')} end $$`
    expect(await outcome(database, block)).toBe('accepted')
  })
})

describe('what was written stays as it was written', () => {
  const immutable: readonly (readonly [table: Table, column: string, value: string])[] = [
    ['original', 'bytes', `'\\x00'`],
    ['original', 'sha256', otherSha],
    ['revision', 'number', 'number + 10'],
    ['revision', 'as_of', `'2025'`],
    ['revision', 'note', `'x'`],
    ['revision', 'media_type', `'text/markdown'`],
    ['unit', 'key', `'b9'`],
    ['segment', 'text', `'Autre chose.'`],
    ['segment', 'text', 'text'],
    ['segment', 'unit', `'b2'`],
    ['segment', 'predecessor', 'null'],
    ['segment', 'document_id', b.document],
    ['revision_unit', 'position', 'position + 10'],
    ['revision_unit', 'kind', `'heading'`],
    ['revision_segment', 'segment_id', a.second],
    ['revision_segment', 'position', 'position + 10'],
    ['revision_segment', 'gap', `''`],
    ['card', 'value', 'null'],
    ['evidence', 'segment_id', a.second],
    ['translation', 'text', `'Something else.'`],
    ['translation', 'state', `'reviewed'`],
    ['translation', 'version', 'version + 10'],
    ['translation', 'author', editor],
    ['comment', 'text', `'No.'`],
    ['edition', 'body', `'{}'`],
    ['edition', 'revision', '1'],
    ['edition', 'number', 'number + 10'],
    ['edition', 'translations', `'{"a": 1}'`],
    ['edition', 'published_at', 'now()'],
    ['slug', 'slug', `'b'`],
    ['slug', 'document_id', b.document],
    ['slug_owner', 'document_id', b.document],
    ['change', 'edition', '1'],
    ['change', 'number', 'number + 10'],
    ['event', 'action', `'y'`],
    ['event', 'details', `'{"a": 1}'`],
  ]
  refused(
    immutable.map(([table, column, value]) => [
      `update ${table}.${column}`,
      `update ${table} set ${column} = ${value} ${ofA}`,
      `${table}_immutable`,
    ]),
  )
  refused([
    [
      'the source locale of a document',
      `update document set source_locale = 'en' where id = ${a.document}`,
      'document_source_locale_immutable',
    ],
    [
      'the id of a document',
      `update document set id = ${editor} where id = ${a.document}`,
      'document_source_locale_immutable',
    ],
    ['revision.previous, which is derived', insert('revision', { previous: '1' }), '428C9'],
    ['edition.previous, which is derived', insert('edition', { previous: '1' }), '428C9'],
  ])

  const kept: readonly Table[] = [
    'original',
    'revision',
    'unit',
    'segment',
    'revision_unit',
    'revision_segment',
    'card',
    'evidence',
    'translation',
    'comment',
    'edition',
    'slug',
    'slug_owner',
    'change',
    'event',
  ]
  it.each(kept)('delete from %s', async (table) => {
    // What refers to the row is deleted first, and may refuse before it is its own turn.
    const answer = await outcome(database, `delete from ${table} ${ofA}`)
    expect(kept.map((each) => `${each}_kept`)).toContain(answer)
  })
  refused([
    ['delete one segment', `delete from segment where id = ${a.title}`, 'segment_kept'],
    ['delete one edition', `delete from edition ${ofA} and number = 1 and locale = 'en'`, 'edition_kept'],
    ['delete one translation', `delete from translation ${ofA} and version = 1`, 'translation_kept'],
    ['delete a former slug', `delete from slug where slug = 'a-former'`, 'slug_kept'],
    ['delete the owner of a slug', `delete from slug_owner where slug = 'a-former'`, 'slug_owner_kept'],
  ])
  // Several constraints hold these; which of them speaks first is nobody's promise.
  it.each([
    [
      'delete a variant',
      `delete from variant ${ofA} and locale = 'en'`,
      /^(edition|translation|comment)_kept$/,
    ],
    [
      'delete a locale in use',
      `delete from locale where tag = 'en'`,
      /^(slug|variant)_locale_locale_tag_fk$/,
    ],
    ['delete an editor who wrote', 'delete from editor', /_editor_id_fk$/],
  ])('%s', async (_what, statement, refusedBy) => {
    expect(await outcome(database, statement)).toMatch(refusedBy)
  })
  const truncated = kept.filter((table) => !table.startsWith('slug'))
  refused(truncated.map((table) => [`truncate ${table}`, `truncate ${table} cascade`, `${table}_kept`]))
  refused([['truncate document', 'truncate document cascade', 'original_kept']])
  it.each(['slug', 'slug_owner', 'variant', 'locale', 'editor'])('truncate %s', async (table) => {
    expect(await outcome(database, `truncate ${table} cascade`)).toMatch(/_kept$/)
  })
})

describe('numbers have no gaps and are given once', () => {
  refused([
    ['a revision with a gap', insert('revision', { number: '4' }), 'revision_gap_free'],
    ['a revision twice', insert('revision', { number: '2' }), 'revision_document_id_number_pk'],
    ['revision 0', insert('revision', { number: '0' }), 'revision_number_positive'],
    ['revision -1', insert('revision', { number: '-1' }), 'revision_number_positive'],
    ['an edition with a gap', insert('edition', { number: '4' }), 'edition_gap_free'],
    ['an edition that begins with 2', insert('edition', { locale: `'es'`, number: '2' }), 'edition_gap_free'],
    ['an edition twice', insert('edition', { number: '2' }), 'edition_number'],
    ['edition 0', insert('edition', { number: '0' }), 'edition_number_positive'],
    ['a version with a gap', insert('translation', { version: '4' }), 'translation_gap_free'],
    ['a version twice', insert('translation', { version: '2' }), 'translation_version'],
    [
      'a version that begins with 2',
      insert('translation', { segment_id: a.second, version: '2' }),
      'translation_gap_free',
    ],
    ['version 0', insert('translation', { version: '0' }), 'translation_version_positive'],
    ['version -1', insert('translation', { version: '-1' }), 'translation_version_positive'],
    ['a change twice', insert('change', { number: '2' }), 'change_pkey'],
  ])
})

describe('everything belongs to one document', () => {
  refused([
    ['an edition of a revision that is not there', insert('edition', { revision: '9' }), 'edition_revision'],
    [
      'a translation of a segment of another',
      insert('translation', { segment_id: b.first, version: '1' }),
      'translation_segment',
    ],
    [
      'a translation into the source locale',
      insert('translation', { locale: `'fr'`, version: '1' }),
      'translation_not_source',
    ],
    [
      'a translation without a variant',
      insert('translation', { locale: `'de'`, version: '1' }),
      'translation_variant',
    ],
    [
      'a comment on a segment of another',
      insert('comment', { segment_id: b.first }),
      'comment_segment_exists',
    ],
    ['a predecessor of another', insert('segment', { predecessor: b.first }), 'segment_predecessor'],
    [
      'its own predecessor',
      insert('segment', { id: a.headline, predecessor: a.headline }),
      'segment_predecessor_other',
    ],
    ['a segment in a unit that is not there', insert('segment', { unit: `'b9'` }), 'segment_unit'],
    ['a segment twice', insert('segment', { id: a.second }), 'segment_document_id_id_pk'],
    [
      'a revision of an original of nobody',
      insert('revision', { original_sha256: otherSha }),
      'revision_original',
    ],
    [
      'a revision with a segment of another',
      insert('revision_segment', { segment_id: b.second }),
      'revision_segment_segment',
    ],
    [
      'a segment in a unit that the revision lacks',
      insert('revision_segment', { unit: `'b2'` }),
      'revision_segment_unit',
    ],
    [
      'a segment in a revision twice',
      insert('revision_segment', { segment_id: a.first }),
      'revision_segment_once',
    ],
    [
      'two segments at one position',
      insert('revision_segment', { position: '0' }),
      'revision_segment_document_id_revision_position_pk',
    ],
    ['a unit in a revision twice', insert('revision_unit', { unit: `'b1'` }), 'revision_unit_once'],
    [
      'two units at one position',
      insert('revision_unit', { position: '0' }),
      'revision_unit_document_id_revision_position_pk',
    ],
    ['a unit that is not there', insert('revision_unit', { unit: `'b9'` }), 'revision_unit_unit'],
    [
      'a unit in a revision that is not there',
      insert('revision_unit', { revision: '9' }),
      'revision_unit_revision',
    ],
    ['a card in a revision that is not there', insert('card', { revision: '9' }), 'card_revision'],
    ['a card twice', insert('card', { revision: '2', position: '1', key: `'k'` }), 'card_key_once'],
    ['evidence from another', insert('evidence', { segment_id: b.second }), 'evidence_segment'],
    ['evidence twice', insert('evidence', { segment_id: a.first }), 'evidence_once'],
    [
      'evidence for a summary that the revision lacks',
      insert('evidence', { revision: '1' }),
      'evidence_unit',
    ],
    ...values('evidence', 'unit', [`'title'`, `'b1'`, `'card.k.headline'`], 'evidence_unit_drawn'),
    ['a live edition that is not there', insert('live_edition', { number: '2' }), 'live_edition_edition'],
    ['the pointer moved to none', `update live_edition set number = 3 ${ofA}`, 'live_edition_edition'],
    ['a live card of an edition that is not live', insert('live_card', { locale: `'fr'` }), 'live_card_live'],
    ['two live editions', insert('live_edition', { locale: `'en'` }), 'live_edition_document_id_locale_pk'],
  ])
})

describe('a slug leads to one document for good', () => {
  refused([
    [
      'the slug of another in the same locale',
      insert('slug', { locale: `'fr'`, slug: `'b'` }),
      'slug_locale_slug_pk',
    ],
    ['the slug of another in another locale', insert('slug', { slug: `'b'` }), 'slug_owned'],
    ['a former slug of another', insert('slug', { slug: `'b-former'` }), 'slug_owned'],
    ['a second owner', insert('slug_owner', { slug: `'b'` }), 'slug_owner_pkey'],
    ['a live slug of another', `update variant set slug = 'b' ${ofA} and locale = 'fr'`, 'variant_slug'],
    [
      'a live slug of another locale',
      `update variant set slug = 'a-en' ${ofA} and locale = 'fr'`,
      'variant_slug',
    ],
    ...values(
      'slug_owner',
      'slug',
      [
        `''`,
        `'-a'`,
        `'a-'`,
        `'a b'`,
        `'a/b'`,
        `'a?b'`,
        `'a#b'`,
        `'a%20b'`,
        `'.'`,
        `'.a'`,
        `'a.'`,
        `E'a\\nb'`,
      ],
      'slug_shape',
    ),
    ...values('slug_owner', 'slug', [decomposed], 'slug_nfc'),
    ...values('slug_owner', 'slug', [`repeat('a', 121)`], 'slug_length'),
  ])
})

describe('words and shapes are those of the vocabulary', () => {
  const dates = ['24', '2024-13', '2024-00', '2024-4', '2024-04-32', '2024-04-00', '2024-', '2020s', '']
  refused([
    ...values(
      'revision',
      'as_of',
      dates.map((date) => `'${date}'`),
      'revision_as_of_shape',
    ),
    ...values('revision', 'as_of', [`E'2024\\n'`, `'2024-04-12T10:00'`, `' 2024'`], 'revision_as_of_shape'),
    ['bytes of another sum', insert('original', { sha256: otherSha }), 'original_sha256_true'],
    ...values('revision', 'media_type', [`'text/html'`], 'revision_media_type_known'),
    ...values(
      'unit',
      'key',
      [`'b0'`, `'b'`, `'body'`, `'card.k'`, `'card.K.text'`, `'card.k.value'`],
      'unit_key_shape',
    ),
    ...values('segment', 'text', [`''`], 'segment_text_filled'),
    ...values('segment', 'text', [decomposed], 'segment_text_nfc'),
    ...values('revision_unit', 'kind', [`'table'`, `'Paragraph'`, `''`], 'revision_unit_kind_known'),
    ...values('revision_unit', 'kind', ['null'], 'revision_unit_block'),
    ['a summary that is a block', insert('revision_unit', { unit: `'summary'` }), 'revision_unit_block'],
    ...values('revision_segment', 'gap', [`'x'`], 'revision_segment_gap_space'),
    ...values('card', 'kind', [`'fact'`, `''`], 'card_kind_known'),
    ...values('card', 'key', [`'K'`, `'a--b'`, `'-a'`, `''`, `'é'`], 'card_key_shape'),
    ...values('card', 'value', [`'{"type": "year"}'`, `'{}'`, `'3'`, `'null'`], 'card_value_typed'),
    ...values('translation', 'state', [`'final'`, `'approved'`, `''`], 'translation_state_known'),
    ...values('translation', 'origin', [`'machine'`], 'translation_origin_known'),
    ...values('translation', 'text', [decomposed], 'translation_text_nfc'),
    [
      'an empty translation',
      insert('translation', { text: `''`, state: `'translated'` }),
      'translation_text_filled',
    ],
    ['an empty review', insert('translation', { text: `''` }), 'translation_text_filled'],
    ...values('comment', 'text', [`''`], 'comment_text_filled'),
    ...values('change', 'kind', [`'deleted'`], 'change_kind_known'),
    ...values('locale', 'tag', [`'f'`, `'fr_FR'`, `''`, `'français'`], 'locale_tag_shape'),
    ['two locales at one position', insert('locale', { position: '0' }), 'locale_position_unique'],
    ['two default locales', insert('locale', { is_default: 'true' }), 'locale_one_default'],
    ['two default locales, by update', 'update locale set is_default = true', 'locale_one_default'],
    ['a fallback to itself', insert('locale_fallback', { fallback: `'en'` }), 'locale_fallback_other'],
    ['a fallback twice', insert('locale_fallback', { fallback: `'fr'` }), 'locale_fallback_once'],
    [
      'two fallbacks at one position',
      insert('locale_fallback', { position: '0' }),
      'locale_fallback_locale_position_pk',
    ],
    ...values('editor', 'kind', [`'robot'`], 'editor_kind_known'),
    ...values('editor', 'name', [`''`], 'editor_name_filled'),
    ...values('editor_role', 'role', [`'owner'`], 'editor_role_known'),
    ['a translator of every language', insert('editor_role', { locale: 'null' }), 'editor_role_locale'],
    ['a publisher of one language', insert('editor_role', { role: `'publisher'` }), 'editor_role_locale'],
    ['a role twice', insert('editor_role', { role: `'admin'`, locale: 'null' }), 'editor_role_once'],
    ...values('key', 'hash', [`'\\x01'`, `sha512('a')`, `''`], 'key_hash_length'),
  ])
  it('a role in a locale that is not there', async () => {
    const statement = insert('editor_role', { locale: `'xx'` })
    expect(await outcome(database, statement)).toBe('editor_role_locale_locale_tag_fk')
  })
})

interface Count {
  readonly name: string
  readonly ofA: number
  readonly other: string
}

/** For every table: how many rows speak of document `a`, and a sum of all the other rows. */
async function takeStock(from: Database): Promise<Count[]> {
  const columns = await rows<{ name: string; key: string | null }>(
    from.reader,
    sql`
      select t.table_name as name, c.column_name as key
      from information_schema.tables t
      left join information_schema.columns c on c.table_schema = t.table_schema
        and c.table_name = t.table_name and c.column_name = 'document_id'
      where t.table_schema = 'public' order by 1`,
  )
  const counted = columns.map(async ({ name, key }) => {
    const isOfA =
      name === 'document' ? `id = ${a.document}` : key === null ? 'false' : `document_id = ${a.document}`
    const [row] = await rows<Omit<Count, 'name'>>(
      from.reader,
      sql.raw(`
        select count(*) filter (where ${isOfA}) as "ofA",
          coalesce(string_agg(md5(r::text), ',' order by md5(r::text)) filter (where not coalesce(${isOfA}, false)), '')
            as other
        from "${name}" r`),
    )
    if (row === undefined) throw new Error('no count')
    return { name, ...row }
  })
  return Promise.all(counted)
}

describe('a document is deleted', () => {
  let own: Database
  beforeAll(async () => {
    own = await freshDatabase()
    await makeWorld(own)
    const chain = `insert into revision (document_id, number, original_sha256, media_type, charset, topics, title_in_text, created_by)
      select ${a.document}, n, ${sha256}, 'text/plain', 'utf-8', '{}', false, ${editor} from generate_series(3, 50) n`
    const descent = `insert into segment (document_id, id, unit, text, predecessor)
      select document_id, gen_random_uuid(), unit, 'Autre.', id from segment ${ofA}`
    const drawn = `insert into revision_unit (document_id, revision, position, unit, kind)
      select ${a.document}, n, 0, 'b1', 'code' from generate_series(3, 50) n`
    for (const statement of [chain, descent, drawn]) {
      await own.transact((transaction) => transaction.execute(sql.raw(statement)))
    }
  })
  afterAll(() => own.close())

  it('with everything of it, and nothing else', async () => {
    const before = await takeStock(own)
    expect(before.filter((table) => table.ofA > 0).map((table) => table.name)).toEqual(
      expect.arrayContaining([
        'card_listing',
        'live_card',
        'comment',
        'edition',
        'evidence',
        'listing',
        'translation',
      ]),
    )
    expect(before.find((table) => table.name === 'revision')?.ofA).toBe(50)
    await own.transact((transaction) =>
      transaction.execute(sql.raw(`delete from document where id = ${a.document}`)),
    )
    const after = await takeStock(own)
    // What happened goes on having happened.
    const outlive = before.filter(({ name }) => name === 'change' || name === 'event')
    expect(outlive.map((table) => table.ofA)).toEqual([1, 1])
    const left = before.map((table) => (outlive.includes(table) ? table : { ...table, ofA: 0 }))
    expect(after).toEqual(left)
  })
})

describe('two who write the same number at once', () => {
  const both: readonly (readonly [what: string, statement: string, refusedBy: string, table: Table])[] = [
    ['a revision', insert('revision'), 'revision_document_id_number_pk', 'revision'],
    ['an edition', insert('edition'), 'edition_number', 'edition'],
    ['a version of a translation', insert('translation'), 'translation_version', 'translation'],
  ]
  const isConcurrent = inject('engine') === 'postgres'

  let own: Database
  beforeAll(async () => {
    own = await freshDatabase()
    await makeWorld(own)
  })
  afterAll(() => own.close())

  /** Writes in a transaction that stays open for a while after it. */
  async function writeSlowly(statement: string, began: { count: number }): Promise<number> {
    return own.transact(async (transaction) => {
      began.count++
      await transaction.execute(sql.raw(statement))
      await wait(100)
      return began.count
    })
  }
  const count = async (table: Table) => {
    const [row] = await rows<{ n: number }>(own.reader, sql.raw(`select count(*) as n from ${table} ${ofA}`))
    return row?.n ?? 0
  }

  it.each(both)('%s: the first to come waits for the one before, and takes its place', async (...args) => {
    const [, statement, , table] = args
    const before = await count(table)
    const withdrawn = own.transact(async (transaction) => {
      await transaction.execute(sql.raw(statement))
      await wait(100)
      throw new Error('changed her mind')
    })
    const [first, second] = await Promise.allSettled([withdrawn, outcome(own, statement)])
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'changed her mind' } })
    expect(second).toEqual({ status: 'fulfilled', value: 'accepted' })
    expect(await count(table)).toBe(before)
  })

  it.each(both)('%s: one of them has it', async (_what, statement, refusedBy, table) => {
    const before = await count(table)
    const began = { count: 0 }
    const told = await Promise.allSettled([writeSlowly(statement, began), writeSlowly(statement, began)])
    // On PostgreSQL the second had begun before the first was through; PGlite lets one go after the other.
    const seen = told.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(seen).toEqual([isConcurrent ? 2 : 1])
    const refusals = told.flatMap((each) =>
      each.status === 'rejected' ? [violatedConstraint(each.reason)] : [],
    )
    expect(refusals).toEqual([refusedBy])
    expect(await count(table)).toBe(before + 1)
  })
})
