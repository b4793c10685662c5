import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { changeKinds } from '../../src/vocabulary.ts'
import { editor } from './account.ts'
import { code, moment } from './column.ts'
import { document, revision } from './document.ts'
import { variant } from './slug.ts'
import { oneOf } from './words.ts'

/**
 * A document in one locale as readers see it: an immutable, numbered snapshot.
 * `body` is json, not jsonb: its text is kept as written, so that field order and bytes never change.
 */
export const edition = pgTable(
  'edition',
  {
    documentId: uuid('document_id').notNull(),
    locale: text('locale').notNull(),
    number: integer('number').notNull(),
    previous: integer('previous').generatedAlwaysAs(sql`nullif(number - 1, 0)`),
    revision: integer('revision').notNull(),
    body: json('body').notNull(),
    /** Segment id → version of the translation shown; a segment that is absent is shown in the source locale. */
    translations: json('translations').notNull(),
    allowGaps: boolean('allow_gaps').notNull(),
    publishedAt: moment('published_at').notNull().defaultNow(),
    publishedBy: uuid('published_by')
      .notNull()
      .references(() => editor.id),
  },
  (table) => [
    primaryKey({ name: 'edition_number', columns: [table.documentId, table.locale, table.number] }),
    foreignKey({
      name: 'edition_variant',
      columns: [table.documentId, table.locale],
      foreignColumns: [variant.documentId, variant.locale],
    }).onDelete('cascade'),
    foreignKey({
      name: 'edition_gap_free',
      columns: [table.documentId, table.locale, table.previous],
      foreignColumns: [table.documentId, table.locale, table.number],
    }).onDelete('cascade'),
    foreignKey({
      name: 'edition_revision',
      columns: [table.documentId, table.revision],
      foreignColumns: [revision.documentId, revision.number],
    }).onDelete('cascade'),
    check('edition_number_positive', sql`${table.number} > 0`),
  ],
)

/** The pointer: which edition of a variant readers get, with the little that lists show of it. */
export const liveEdition = pgTable(
  'live_edition',
  {
    documentId: uuid('document_id').notNull(),
    locale: text('locale').notNull(),
    number: integer('number').notNull(),
    revision: integer('revision').notNull(),
    asOf: code('as_of').notNull(),
    topics: text('topics').array().notNull(),
    title: text('title').notNull(),
    summary: text('summary'),
    since: moment('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.locale] }),
    foreignKey({
      name: 'live_edition_edition',
      columns: [table.documentId, table.locale, table.number],
      foreignColumns: [edition.documentId, edition.locale, edition.number],
    }).onDelete('cascade'),
    index('live_edition_locale').on(table.locale),
  ],
)

/**
 * Where a document stands with its readers, in one row: what a request for it has to know besides the text. A trigger
 * writes it anew with every change of the document (0004), so that reading joins nothing.
 * `live` is by locale: `{"fr": {"slug": "…", "number": 3, "revision": 2}}`.
 */
export const standing = pgTable('standing', {
  documentId: uuid('document_id')
    .primaryKey()
    .references(() => document.id, { onDelete: 'cascade' }),
  sourceLocale: text('source_locale').notNull(),
  live: jsonb('live').notNull(),
  changed: moment('changed').notNull(),
})

/**
 * The index that lists walk: a row per live edition for topic '' (all) and one for each of its topics,
 * so that a page of any list is one range of one index, whatever the number of documents.
 */
export const listing = pgTable(
  'listing',
  {
    locale: text('locale').notNull(),
    topic: code('topic').notNull(),
    asOf: code('as_of').notNull(),
    documentId: uuid('document_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.locale, table.topic, table.asOf, table.documentId] }),
    index('listing_document').on(table.documentId, table.locale),
    foreignKey({
      name: 'listing_live',
      columns: [table.documentId, table.locale],
      foreignColumns: [liveEdition.documentId, liveEdition.locale],
    }).onDelete('cascade'),
  ],
)

/** The cards of live editions, each as its edition has it, so that a list of cards need not open whole editions. */
export const liveCard = pgTable(
  'live_card',
  {
    documentId: uuid('document_id').notNull(),
    locale: text('locale').notNull(),
    key: code('key').notNull(),
    body: json('body').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.locale, table.key] }),
    foreignKey({
      name: 'live_card_live',
      columns: [table.documentId, table.locale],
      foreignColumns: [liveEdition.documentId, liveEdition.locale],
    }).onDelete('cascade'),
  ],
)

/**
 * Where lists find cards: a row for every pair of topic ('' for all, and each of its own) and kind ('' for all, and
 * its own), so that each list is one range of one index; by the last year of the value, or by the first.
 */
export const cardListing = pgTable(
  'card_listing',
  {
    locale: text('locale').notNull(),
    topic: code('topic').notNull(),
    kind: code('kind').notNull(),
    lastYear: integer('last_year').notNull(),
    documentId: uuid('document_id').notNull(),
    key: code('key').notNull(),
    firstYear: integer('first_year').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.locale, table.topic, table.kind, table.lastYear, table.documentId, table.key],
    }),
    index('card_listing_first_year').on(
      table.locale,
      table.topic,
      table.kind,
      table.firstYear,
      table.documentId,
      table.key,
    ),
    // Spans alone, which are few: those that began before some year and go on into it.
    index('card_listing_span')
      .on(table.locale, table.topic, table.kind, table.firstYear, table.documentId, table.key, table.lastYear)
      .where(sql`${table.lastYear} > ${table.firstYear}`),
    index('card_listing_card').on(table.documentId, table.locale, table.key),
    foreignKey({
      name: 'card_listing_card_exists',
      columns: [table.documentId, table.locale, table.key],
      foreignColumns: [liveCard.documentId, liveCard.locale, liveCard.key],
    }).onDelete('cascade'),
  ],
)

/**
 * What readers get something else after: what was published or withdrawn, and (`site`) a change of the site's
 * languages. Numbered in commit order without gaps (the writer holds a lock until it commits), so that a mirror which
 * has seen n has seen everything up to n. A trigger notifies the channel `fiche_change` of each.
 */
export const change = pgTable(
  'change',
  {
    number: bigint('number', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    documentId: uuid('document_id'),
    locale: text('locale'),
    edition: integer('edition'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    index('change_document').on(table.documentId, table.locale, table.number),
    check('change_kind_known', oneOf(table.kind, changeKinds)),
    check(
      'change_edition_named',
      sql`num_nulls(${table.documentId}, ${table.locale}, ${table.edition}) = case ${table.kind} when 'site' then 3 else 0 end`,
    ),
  ],
)
