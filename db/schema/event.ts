import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { editor } from './account.ts'
import { moment } from './column.ts'

/** The audit trail: who did what, when. Append-only; it outlives what it speaks of, hence no key to the document. */
export const event = pgTable(
  'event',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull().defaultNow(),
    editorId: uuid('editor_id')
      .notNull()
      .references(() => editor.id),
    action: text('action').notNull(),
    documentId: uuid('document_id'),
    locale: text('locale'),
    details: jsonb('details').notNull(),
  },
  (table) => [index('event_document').on(table.documentId, table.id)],
)
