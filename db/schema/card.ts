import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { cardKinds } from '../../src/vocabulary.ts'
import { revision, revisionUnit, segment } from './document.ts'
import { oneOf } from './words.ts'

/** The language-free part of a fact card in one revision. Its words are the units `card.<key>.headline` and `.text`. */
export const card = pgTable(
  'card',
  {
    documentId: uuid('document_id').notNull(),
    revision: integer('revision').notNull(),
    position: integer('position').notNull(),
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    topics: text('topics').array().notNull(),
    value: jsonb('value'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.revision, table.position] }),
    unique('card_key_once').on(table.documentId, table.revision, table.key),
    foreignKey({
      name: 'card_revision',
      columns: [table.documentId, table.revision],
      foreignColumns: [revision.documentId, revision.number],
    }).onDelete('cascade'),
    check('card_key_shape', sql`${table.key} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check('card_kind_known', oneOf(table.kind, cardKinds)),
    check(
      'card_value_typed',
      sql`${table.value} is null or coalesce(${table.value} ->> 'type' in ('date', 'quantity'), false)`,
    ),
  ],
)

/** The segments that the summary or a card's text was drawn from; they may have left the current revision. */
export const evidence = pgTable(
  'evidence',
  {
    documentId: uuid('document_id').notNull(),
    revision: integer('revision').notNull(),
    unit: text('unit').notNull(),
    position: integer('position').notNull(),
    segmentId: uuid('segment_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.revision, table.unit, table.position] }),
    unique('evidence_once').on(table.documentId, table.revision, table.unit, table.segmentId),
    foreignKey({
      name: 'evidence_unit',
      columns: [table.documentId, table.revision, table.unit],
      foreignColumns: [revisionUnit.documentId, revisionUnit.revision, revisionUnit.unit],
    }).onDelete('cascade'),
    foreignKey({
      name: 'evidence_segment',
      columns: [table.documentId, table.segmentId],
      foreignColumns: [segment.documentId, segment.id],
    }).onDelete('cascade'),
    check('evidence_unit_drawn', sql`${table.unit} ~ '^(summary|card\\..*\\.text)$'`),
  ],
)
