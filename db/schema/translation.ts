import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { editableStates, origins } from '../../src/vocabulary.ts'
import { editor } from './account.ts'
import { moment } from './column.ts'
import { segment } from './document.ts'
import { variant } from './slug.ts'
import { oneOf } from './words.ts'

const place = () => ({
  documentId: uuid('document_id').notNull(),
  locale: text('locale').notNull(),
  segmentId: uuid('segment_id').notNull(),
})

const authored = () => ({
  author: uuid('author')
    .notNull()
    .references(() => editor.id),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** The text of one segment in one target locale. Append-only: a higher version supersedes, none is overwritten. */
export const translation = pgTable(
  'translation',
  {
    ...place(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    state: text('state').notNull(),
    origin: text('origin').notNull(),
    ...authored(),
  },
  (table) => [
    primaryKey({
      name: 'translation_version',
      columns: [table.documentId, table.locale, table.segmentId, table.version],
    }),
    foreignKey({
      name: 'translation_variant',
      columns: [table.documentId, table.locale],
      foreignColumns: [variant.documentId, variant.locale],
    }).onDelete('cascade'),
    foreignKey({
      name: 'translation_segment',
      columns: [table.documentId, table.segmentId],
      foreignColumns: [segment.documentId, segment.id],
    }).onDelete('cascade'),
    check('translation_version_positive', sql`${table.version} > 0`),
    check('translation_state_known', oneOf(table.state, editableStates)),
    check('translation_origin_known', oneOf(table.origin, origins)),
    check('translation_text_nfc', sql`${table.text} is nfc normalized`),
    check('translation_text_filled', sql`${table.text} <> '' or ${table.state} = 'initial'`),
  ],
)

/** What editors say to each other about a segment in a locale. */
export const comment = pgTable(
  'comment',
  { id: uuid('id').primaryKey(), ...place(), text: text('text').notNull(), ...authored() },
  (table) => [
    index('comment_segment').on(table.documentId, table.locale, table.segmentId, table.id),
    foreignKey({
      name: 'comment_variant',
      columns: [table.documentId, table.locale],
      foreignColumns: [variant.documentId, variant.locale],
    }).onDelete('cascade'),
    foreignKey({
      name: 'comment_segment_exists',
      columns: [table.documentId, table.segmentId],
      foreignColumns: [segment.documentId, segment.id],
    }).onDelete('cascade'),
    check('comment_text_filled', sql`${table.text} <> ''`),
  ],
)
