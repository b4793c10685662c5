import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { localeRoles, roles } from '../../src/vocabulary.ts'
import { bytea, moment } from './column.ts'
import { locale } from './locale.ts'
import { oneOf } from './words.ts'

/** Whoever may write: today a program with a key; people who sign in are editors of kind `person`. */
export const editor = pgTable(
  'editor',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    check('editor_kind_known', oneOf(table.kind, ['key', 'person'])),
    check('editor_name_filled', sql`${table.name} <> ''`),
  ],
)

export const editorRole = pgTable(
  'editor_role',
  {
    editorId: uuid('editor_id')
      .notNull()
      .references(() => editor.id, { onDelete: 'cascade' }),
    role: text('role').notNull(),
    locale: text('locale').references(() => locale.tag, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('editor_role_once').on(table.editorId, table.role, table.locale).nullsNotDistinct(),
    check('editor_role_known', oneOf(table.role, roles)),
    check('editor_role_locale', sql`(${oneOf(table.role, localeRoles)}) = (${table.locale} is not null)`),
  ],
)

/** A secret that a program presents. Only its SHA-256 is kept: it has 256 random bits, so no salt or stretching. */
export const key = pgTable(
  'key',
  {
    id: uuid('id').primaryKey(),
    editorId: uuid('editor_id')
      .notNull()
      .references(() => editor.id, { onDelete: 'cascade' }),
    hash: bytea('hash').notNull().unique('key_hash_unique'),
    hint: text('hint').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('key_editor').on(table.editorId),
    check('key_hash_length', sql`octet_length(${table.hash}) = 32`),
  ],
)
