import type { Sql } from 'postgres'

/** An index or a key that is made again, as the catalogue describes it. */
interface Dropped {
  readonly drop: string
  readonly make: string
}

/**
 * Takes the indexes off a table to which no key refers: rows that come in another order than an index has go in many
 * times faster without it. Gives the statements that make them again, exactly as they were.
 */
export async function dropIndexes(sql: Sql, table: string): Promise<string[]> {
  const dropped = await sql<Dropped[]>`
    select case when c.conname is null then format('drop index %s', i.indexrelid::regclass)
        else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
      case when c.conname is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
        end as make
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
    where i.indrelid = ${table}::regclass
    order by i.indexrelid`
  for (const { drop } of dropped) await sql.unsafe(drop)
  return dropped.map(({ make }) => make)
}
