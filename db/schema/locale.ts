import { sql } from 'drizzle-orm'
import { boolean, check, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'

/** The site's languages, in the order in which menus show them. Names and directions come from CLDR. */
export const locale = pgTable(
  'locale',
  {
    tag: text('tag').primaryKey(),
    position: integer('position').notNull().unique('locale_position_unique'),
    isDefault: boolean('is_default').notNull().default(false),
    /** How many editions are live in it: counted as they come and go, so that nobody ever counts them all. */
    live: integer('live').notNull().default(0),
  },
  (table) => [
    uniqueIndex('locale_one_default')
      .on(table.isDefault)
      .where(sql`${table.isDefault}`),
    check('locale_tag_shape', sql`${table.tag} ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'`),
  ],
)

/** The fallback chain of a locale: what its readers get where a document has no edition in it. */
export const localeFallback = pgTable(
  'locale_fallback',
  {
    locale: text('locale')
      .notNull()
      .references(() => locale.tag, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    fallback: text('fallback')
      .notNull()
      .references(() => locale.tag, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.locale, table.position] }),
    unique('locale_fallback_once').on(table.locale, table.fallback),
    check('locale_fallback_other', sql`${table.locale} <> ${table.fallback}`),
  ],
)
