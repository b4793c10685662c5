import type { Sql } from 'postgres'
import { asOfCount, asOfRows } from './as-of.ts'
import { templateOf } from './template.ts'
import { locales, wordsOf } from './words.ts'

/** How many documents differ in more than their number, their dates and their ids. */
const templates = 200

/**
 * Tables of the generator's own, in a schema of its own: what the documents are made from. `doc` has a row for each
 * document, with the first 20 digits of its id (a version 7 UUID, so that ids rise as documents are made).
 * `bench_answer` stays: what the reference that reads one row reads.
 */
const tables = `
  create schema if not exists bench;
  create unlogged table bench.language (locale text primary key, place int, slug text);
  create unlogged table bench.as_of (as_of int, locale text, value text, view text, primary key (as_of, locale));
  create unlogged table bench.source (template int primary key, topics text[], original text, sha256 text);
  create unlogged table bench.unit (template int, position int, unit text, kind text, level int);
  create unlogged table bench.segment (template int, position int, unit text, suffix text, text text, gap text);
  create unlogged table bench.card (template int, position int, key text, kind text, topics text[], value jsonb);
  create unlogged table bench.evidence (template int, position int, unit text, suffix text);
  create unlogged table bench.place (template int, key text, topic text, kind text, first_year int, last_year int);
  create unlogged table bench.edition (template int, locale text, body text, answer text, title text, summary text);
  create unlogged table bench.live_card (template int, locale text, position int, key text, body text);
  create table bench_answer (slug text, locale text, body text not null, primary key (slug, locale))`

const documents = (count: number): string => `
  create unlogged table bench.doc as
  select n, stem, (stem || '000000000000')::uuid as id, n % ${templates} as template, (n::bigint * 7919) % ${asOfCount} as as_of,
    timestamptz '2024-01-01Z' + n * interval '1 minute' as made
  from (
    select n, lpad(to_hex(1704067200000 + n::bigint * 60000), 12, '0') || '7' || substr(md5(n::text), 1, 3)
      || '8' || substr(md5(n::text), 4, 3) as stem
    from generate_series(1, ${count}) n
  ) numbered;
  alter table bench.doc add primary key (n)`

async function fill(sql: Sql, table: string, rows: readonly object[]): Promise<void> {
  await sql.unsafe(
    `insert into bench.${table} select * from json_populate_recordset(null::bench.${table}, $1::text::json)`,
    [JSON.stringify(rows)],
  )
}

async function fillTemplate(sql: Sql, template: number): Promise<void> {
  const made = templateOf(template)
  const of = (rows: readonly object[]) => rows.map((row) => ({ ...row, template }))
  await fill(sql, 'source', of([made.source]))
  await fill(sql, 'unit', of(made.units))
  await fill(sql, 'segment', of(made.segments))
  await fill(sql, 'card', of(made.cards))
  await fill(sql, 'evidence', of(made.evidence))
  await fill(sql, 'place', of(made.places))
  await fill(sql, 'edition', of(made.editions))
  await fill(sql, 'live_card', of(made.liveCards))
}

/** Makes the generator's tables anew, for `count` documents. */
export async function stage(sql: Sql, count: number): Promise<void> {
  await sql.unsafe('drop schema if exists bench cascade').simple()
  await sql.unsafe(tables).simple()
  await fill(
    sql,
    'language',
    locales.map((locale, place) => ({ locale, place, slug: wordsOf(locale).slug })),
  )
  await fill(sql, 'as_of', asOfRows())
  for (let template = 0; template < templates; template++) await fillTemplate(sql, template)
  await sql.unsafe(documents(count)).simple()
  await sql.unsafe('analyze').simple()
}

/** What the generator made for itself is of no use later. */
export async function unstage(sql: Sql): Promise<void> {
  await sql.unsafe('drop schema bench cascade').simple()
}
