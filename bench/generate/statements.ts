import { sourceLocale } from './words.ts'

/**
 * What creating, translating and publishing documents $1 to $2 would have written, in the same order, except for the
 * rows of translations and of the audit trail, which no reader's request asks for.
 */
const source = `'${sourceLocale}'`
const by = '(select id from editor order by id limit 1)'
const docs = 'bench.doc d'
const range = 'd.n between $1 and $2'
const each = (table: string): string => `from ${docs} join bench.${table} t using (template) where ${range}`
const everyLocale = `from ${docs} cross join bench.language l where ${range}`

const sources = [
  `insert into document (id, source_locale, created_at)
   select d.id, ${source}, d.made from ${docs} where ${range} order by d.n`,
  `insert into original (document_id, sha256, bytes)
   select d.id, decode(t.sha256, 'hex'), convert_to(t.original, 'UTF8') ${each('source')} order by d.n`,
  `insert into revision (document_id, number, original_sha256, media_type, charset, as_of, topics, title_in_text,
     created_at, created_by)
   select d.id, 1, decode(t.sha256, 'hex'), 'text/plain', 'utf-8', nullif(a.value, ''), t.topics, false, d.made, ${by}
   from ${docs} join bench.source t using (template) join bench.as_of a on a.as_of = d.as_of and a.locale = ${source}
   where ${range} order by d.n`,
  `insert into unit (document_id, key) select d.id, t.unit ${each('unit')} order by d.n, t.position`,
  `insert into segment (document_id, id, unit, text)
   select d.id, (d.stem || t.suffix)::uuid, t.unit, format(t.text, d.stem, d.n) ${each('segment')}
   order by d.n, t.position`,
  `insert into revision_unit (document_id, revision, position, unit, kind, level)
   select d.id, 1, t.position, t.unit, t.kind, t.level ${each('unit')} order by d.n, t.position`,
  `insert into revision_segment (document_id, revision, position, unit, segment_id, gap)
   select d.id, 1, t.position, t.unit, (d.stem || t.suffix)::uuid, t.gap ${each('segment')} order by d.n, t.position`,
  `insert into card (document_id, revision, position, key, kind, topics, value)
   select d.id, 1, t.position, t.key, t.kind, t.topics, t.value ${each('card')} order by d.n, t.position`,
  `insert into evidence (document_id, revision, unit, position, segment_id)
   select d.id, 1, t.unit, t.position, (d.stem || t.suffix)::uuid ${each('evidence')} order by d.n, t.position`,
]

const names = [
  `insert into slug_owner (slug, document_id)
   select l.slug || '-' || d.n, d.id ${everyLocale} order by d.n, l.place`,
  `insert into slug (locale, slug, document_id)
   select l.locale, l.slug || '-' || d.n, d.id ${everyLocale} order by d.n, l.place`,
  `insert into variant (document_id, locale, slug)
   select d.id, l.locale, l.slug || '-' || d.n ${everyLocale} order by d.n, l.place`,
]

/** Editions with everything that their bodies are filled in with; sorted before format() makes them long. */
const editions = `
  (select d.n, d.id, d.stem, d.made, l.locale, l.place, s.topics, a.value as as_of, a.view, t.body, t.answer,
     t.title, t.summary, l.slug || '-' || d.n as slug
   from ${docs} cross join bench.language l
   join bench.source s using (template)
   join bench.edition t on t.template = d.template and t.locale = l.locale
   join bench.as_of a on a.as_of = d.as_of and a.locale = l.locale
   where ${range} order by d.n, l.place) e`

const publications = [
  `insert into edition (document_id, locale, number, revision, body, translations, allow_gaps, published_at, published_by)
   select e.id, e.locale, 1, 1, format(e.body, e.stem, e.n, e.view)::json, '{}', false, e.made, ${by} from ${editions}`,
  `insert into live_edition (document_id, locale, number, revision, as_of, topics, title, summary, since)
   select e.id, e.locale, 1, 1, e.as_of, e.topics, format(e.title, e.stem, e.n), format(e.summary, e.stem, e.n), e.made
   from ${editions}`,
  `insert into listing (locale, topic, as_of, document_id)
   select e.locale, topic, e.as_of, e.id from ${editions} cross join unnest(array[''] || e.topics) topic`,
  `insert into live_card (document_id, locale, key, body)
   select c.id, c.locale, c.key, format(c.body, c.stem, c.n)::json
   from (
     select d.n, d.id, d.stem, t.locale, t.key, t.body ${each('live_card')} order by d.n, t.locale, t.position
   ) c`,
  `insert into card_listing (locale, topic, kind, last_year, document_id, key, first_year)
   select l.locale, t.topic, t.kind, t.last_year, d.id, t.key, t.first_year
   from ${docs} cross join bench.language l join bench.place t using (template)
   where ${range} order by d.n, l.place`,
  `insert into change (number, kind, document_id, locale, edition, at)
   select (d.n - 1) * (select count(*) from bench.language) + l.place + 1, 'published', d.id, l.locale, 1, d.made
   ${everyLocale} order by d.n, l.place`,
  `insert into standing (document_id, source_locale, live, changed)
   select d.id, s.source_locale, live_of(d.id), d.made
   from ${docs} join document s using (id) where ${range} order by d.n`,
  `insert into bench_answer (slug, locale, body)
   select e.slug, e.locale, format(e.answer, e.stem, e.n, e.view,
     to_char(e.made at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from ${editions}`,
]

export const statements: readonly string[] = [...sources, ...names, ...publications]

/** What is counted rather than written per publication: see insertChange. */
export const counts = 'update locale set live = (select count(*) from bench.doc)'
