import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { blockKinds } from '../../src/vocabulary.ts'
import { editor } from './account.ts'
import { bytea, moment } from './column.ts'
import { locale } from './locale.ts'
import { oneOf } from './words.ts'

/** One fact sheet. Its row is also the lock that writers of its original take. */
export const document = pgTable('document', {
  id: uuid('id').primaryKey(),
  sourceLocale: text('source_locale')
    .notNull()
    .references(() => locale.tag),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** Unicode's White_Space, and the byte order mark that once was a space. */
const onlySpace = String.raw`'^[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*$'`

const ofDocument = () =>
  uuid('document_id')
    .notNull()
    .references(() => document.id, { onDelete: 'cascade' })

/** The text of a document in its source locale, byte for byte as it came in. */
export const original = pgTable(
  'original',
  {
    documentId: ofDocument(),
    sha256: bytea('sha256').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.sha256] }),
    check('original_sha256_true', sql`${table.sha256} = sha256(${table.bytes})`),
  ],
)

/**
 * One saved state of everything that is written in the source locale.
 * `previous` makes the numbers gap-free without a trigger: number n needs number n - 1 of the same document.
 */
export const revision = pgTable(
  'revision',
  {
    documentId: ofDocument(),
    number: integer('number').notNull(),
    previous: integer('previous').generatedAlwaysAs(sql`nullif(number - 1, 0)`),
    originalSha256: bytea('original_sha256').notNull(),
    /** How the bytes were read this time: the same bytes may come again as another type. */
    mediaType: text('media_type').notNull(),
    charset: text('charset').notNull(),
    asOf: text('as_of'),
    topics: text('topics').array().notNull(),
    titleInText: boolean('title_in_text').notNull(),
    note: text('note').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => editor.id),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.number] }),
    foreignKey({
      name: 'revision_gap_free',
      columns: [table.documentId, table.previous],
      foreignColumns: [table.documentId, table.number],
    }).onDelete('cascade'),
    foreignKey({
      name: 'revision_original',
      columns: [table.documentId, table.originalSha256],
      foreignColumns: [original.documentId, original.sha256],
    }).onDelete('cascade'),
    check('revision_media_type_known', oneOf(table.mediaType, ['text/plain', 'text/markdown'])),
    check('revision_number_positive', sql`${table.number} > 0`),
    check(
      'revision_as_of_shape',
      sql`${table.asOf} ~ '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'`,
    ),
  ],
)

/** What is translated together and keeps its identity over revisions: `title`, `summary`, `b7`, `card.k.text`. */
export const unit = pgTable('unit', { documentId: ofDocument(), key: text('key').notNull() }, (table) => [
  primaryKey({ columns: [table.documentId, table.key] }),
  check(
    'unit_key_shape',
    sql`${table.key} ~ '^(title|summary|b[1-9][0-9]*|card\\.[a-z0-9]+(-[a-z0-9]+)*\\.(headline|text))$'`,
  ),
])

/** One sentence, immutable, born in `unit`. Where it stands today is for revision_segment to say. */
export const segment = pgTable(
  'segment',
  {
    documentId: ofDocument(),
    id: uuid('id').notNull(),
    unit: text('unit').notNull(),
    text: text('text').notNull(),
    predecessor: uuid('predecessor'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.id] }),
    foreignKey({
      name: 'segment_unit',
      columns: [table.documentId, table.unit],
      foreignColumns: [unit.documentId, unit.key],
    }).onDelete('cascade'),
    foreignKey({
      name: 'segment_predecessor',
      columns: [table.documentId, table.predecessor],
      foreignColumns: [table.documentId, table.id],
    }).onDelete('cascade'),
    check('segment_predecessor_other', sql`${table.predecessor} <> ${table.id}`),
    check('segment_text_filled', sql`${table.text} <> ''`),
    check('segment_text_nfc', sql`${table.text} is nfc normalized`),
  ],
)

/** The units of a revision in order, with the shape that each block has in it. */
export const revisionUnit = pgTable(
  'revision_unit',
  {
    documentId: uuid('document_id').notNull(),
    revision: integer('revision').notNull(),
    position: integer('position').notNull(),
    unit: text('unit').notNull(),
    kind: text('kind'),
    level: smallint('level').notNull().default(0),
    ordered: boolean('ordered'),
    number: integer('number'),
    language: text('language'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.revision, table.position] }),
    unique('revision_unit_once').on(table.documentId, table.revision, table.unit),
    foreignKey({
      name: 'revision_unit_revision',
      columns: [table.documentId, table.revision],
      foreignColumns: [revision.documentId, revision.number],
    }).onDelete('cascade'),
    foreignKey({
      name: 'revision_unit_unit',
      columns: [table.documentId, table.unit],
      foreignColumns: [unit.documentId, unit.key],
    }).onDelete('cascade'),
    check('revision_unit_kind_known', oneOf(table.kind, blockKinds)),
    check('revision_unit_block', sql`(${table.kind} is not null) = (${table.unit} ~ '^b[1-9]')`),
  ],
)

/** The ordered list of segments that a revision is. `gap` is the white space that followed the sentence. */
export const revisionSegment = pgTable(
  'revision_segment',
  {
    documentId: uuid('document_id').notNull(),
    revision: integer('revision').notNull(),
    position: integer('position').notNull(),
    unit: text('unit').notNull(),
    segmentId: uuid('segment_id').notNull(),
    gap: text('gap').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.revision, table.position] }),
    unique('revision_segment_once').on(table.documentId, table.revision, table.segmentId),
    foreignKey({
      name: 'revision_segment_unit',
      columns: [table.documentId, table.revision, table.unit],
      foreignColumns: [revisionUnit.documentId, revisionUnit.revision, revisionUnit.unit],
    }).onDelete('cascade'),
    foreignKey({
      name: 'revision_segment_segment',
      columns: [table.documentId, table.segmentId],
      foreignColumns: [segment.documentId, segment.id],
    }).onDelete('cascade'),
    // Spelled out, since what \s stands for depends on the collation.
    check('revision_segment_gap_space', sql`${table.gap} ~ ${sql.raw(onlySpace)}`),
  ],
)
