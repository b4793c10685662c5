import { sql } from 'drizzle-orm'
import { check, foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { document } from './document.ts'
import { locale } from './locale.ts'

/** A slug belongs to one document for good, so that an address without a locale names one document. */
export const slugOwner = pgTable(
  'slug_owner',
  {
    slug: text('slug').primaryKey(),
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('slug_owner_document').on(table.slug, table.documentId),
    check('slug_nfc', sql`${table.slug} is nfc normalized`),
    check(
      'slug_shape',
      sql`${table.slug} ~ '^[^-[:space:][:cntrl:]/?#%.]([^[:space:][:cntrl:]/?#%]*[^-[:space:][:cntrl:]/?#%.])?$'`,
    ),
    check('slug_length', sql`char_length(${table.slug}) <= 120`),
  ],
)

/** Every slug, live or former, that a document has had in a locale. The variant says which one is live. */
export const slug = pgTable(
  'slug',
  {
    locale: text('locale')
      .notNull()
      .references(() => locale.tag),
    slug: text('slug').notNull(),
    documentId: uuid('document_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.locale, table.slug] }),
    unique('slug_of_document').on(table.documentId, table.locale, table.slug),
    foreignKey({
      name: 'slug_owned',
      columns: [table.slug, table.documentId],
      foreignColumns: [slugOwner.slug, slugOwner.documentId],
    }).onDelete('cascade'),
  ],
)

/** A document in one locale as editors see it. Its row is also the lock that publishing takes. */
export const variant = pgTable(
  'variant',
  {
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id, { onDelete: 'cascade' }),
    locale: text('locale')
      .notNull()
      .references(() => locale.tag),
    slug: text('slug'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.locale] }),
    foreignKey({
      name: 'variant_slug',
      columns: [table.documentId, table.locale, table.slug],
      foreignColumns: [slug.documentId, slug.locale, slug.slug],
    }).onDelete('cascade'),
  ],
)
