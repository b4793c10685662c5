import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** `column in ('a', 'b')`, from one of the vocabulary's lists. The words are ours, so they are written in plainly. */
export function oneOf(column: PgColumn, words: readonly string[]): SQL {
  const list = words.map((word) => `'${word}'`).join(', ')
  return sql`${column} in (${sql.raw(list)})`
}
