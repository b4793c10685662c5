import { sql } from 'drizzle-orm'
import { rows } from './database.ts'
import type { Reader } from './database.ts'

/** How many segments of a revision stand how, in one locale. Each segment is counted once. */
export interface CoverageRow {
  readonly locale: string
  readonly initial: number
  readonly translated: number
  readonly reviewed: number
  readonly final: number
  readonly outdated: number
}

/**
 * Coverage of a revision in every locale that has any translation of this document.
 * `final` is a translation whose very version the live edition shows.
 */
export async function listCoverage(
  reader: Reader,
  where: { documentId: string; revision: number },
): Promise<CoverageRow[]> {
  return rows(
    reader,
    sql`
      with recursive latest as (
        select distinct on (locale, segment_id) locale, segment_id, version, state, text from translation
        where document_id = ${where.documentId}
        order by locale, segment_id, version desc
      ), translated as (
        select * from latest where text <> ''
      ), placed as (
        select r.segment_id, s.predecessor
        from revision_segment r
        join segment s on s.document_id = r.document_id and s.id = r.segment_id
        join revision_unit u on u.document_id = r.document_id and u.revision = r.revision and u.unit = r.unit
        where r.document_id = ${where.documentId} and r.revision = ${where.revision}
          and u.kind is distinct from 'code'
      ), lineage as (
        select v.locale, p.segment_id, p.predecessor as ancestor
        from placed p
        cross join (select distinct locale from translated) v
        where p.predecessor is not null and not exists (
          select from translated t where t.locale = v.locale and t.segment_id = p.segment_id)
        union all
        select l.locale, l.segment_id, s.predecessor
        from lineage l
        join segment s on s.document_id = ${where.documentId} and s.id = l.ancestor
        where s.predecessor is not null and not exists (
          select from translated t where t.locale = l.locale and t.segment_id = l.ancestor)
      ), shown as (
        select e.locale, v.key as segment_id, v.value::int as version
        from live_edition l
        join edition e on e.document_id = l.document_id and e.locale = l.locale and e.number = l.number
        cross join lateral json_each_text(e.translations) v
        where l.document_id = ${where.documentId}
      ), standing as (
        select t.locale, case when s.version is not null then 'final' else t.state end as state
        from placed p
        join translated t on t.segment_id = p.segment_id
        left join shown s on s.locale = t.locale and s.segment_id = t.segment_id::text and s.version = t.version
        union all
        select l.locale, 'outdated' from lineage l
        join translated t on t.locale = l.locale and t.segment_id = l.ancestor
      )
      select locale,
        count(*) filter (where state = 'initial')::int as initial,
        count(*) filter (where state = 'translated')::int as translated,
        count(*) filter (where state = 'reviewed')::int as reviewed,
        count(*) filter (where state = 'final')::int as final,
        count(*) filter (where state = 'outdated')::int as outdated
      from standing group by locale`,
  )
}

/**
 * Per locale: how many of `kept` have a translation, and how many of `changed` descend from a segment that has one.
 * The ids of `changed` are those of the predecessors, one entry per changed sentence.
 */
export async function countConsequences(
  reader: Reader,
  where: { documentId: string; kept: readonly string[]; predecessors: readonly string[] },
): Promise<{ locale: string; stay: number; outdated: number }[]> {
  return rows(
    reader,
    sql`
      with recursive translated as (
        select locale, segment_id from (
          select distinct on (locale, segment_id) locale, segment_id, text from translation
          where document_id = ${where.documentId}
          order by locale, segment_id, version desc
        ) latest where text <> ''
      ), kept as (
        select value::uuid as segment_id
        from json_array_elements_text(${JSON.stringify(where.kept)}::text::json) as ids(value)
      ), changed as (
        select value::uuid as ancestor, number
        from json_array_elements_text(${JSON.stringify(where.predecessors)}::text::json)
          with ordinality as ids(value, number)
      ), lineage as (
        select v.locale, changed.number, changed.ancestor
        from changed cross join (select distinct locale from translated) v
        union all
        select l.locale, l.number, s.predecessor
        from lineage l
        join segment s on s.document_id = ${where.documentId} and s.id = l.ancestor
        where s.predecessor is not null and not exists (
          select from translated t where t.locale = l.locale and t.segment_id = l.ancestor)
      )
      select v.locale, coalesce(s.stay, 0)::int as stay, coalesce(o.outdated, 0)::int as outdated
      from (select distinct locale from translated) v
      left join (
        select t.locale, count(*) as stay from kept join translated t using (segment_id) group by t.locale
      ) s on s.locale = v.locale
      left join (
        select l.locale, count(distinct l.number) as outdated
        from lineage l join translated t on t.locale = l.locale and t.segment_id = l.ancestor
        group by l.locale
      ) o on o.locale = v.locale
      order by v.locale`,
  )
}
