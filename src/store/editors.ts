import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { editor, editorRole, key } from '../../db/schema/index.ts'
import type { Role } from '../vocabulary.ts'
import { roles as roleWords } from '../vocabulary.ts'
import type { Reader, Transaction } from './database.ts'

export interface GrantRow {
  readonly role: Role
  readonly locale: string | null
}

export interface EditorRow {
  readonly id: string
  readonly name: string
  readonly grants: readonly GrantRow[]
}

export interface KeyRow extends EditorRow {
  readonly keyId: string
  readonly hint: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

const isRole = (word: string): word is Role => roleWords.some((role) => role === word)

async function grantsOf(reader: Reader, editorIds: readonly string[]): Promise<Map<string, GrantRow[]>> {
  const grants = new Map<string, GrantRow[]>(editorIds.map((id) => [id, []]))
  if (editorIds.length === 0) return grants
  const rows = await reader
    .select()
    .from(editorRole)
    .where(inArray(editorRole.editorId, [...editorIds]))
  for (const { editorId, role, locale } of rows) {
    if (isRole(role)) grants.get(editorId)?.push({ role, locale })
  }
  return grants
}

/** Who presents the key with this SHA-256, if it is neither revoked nor expired. */
export async function findEditorByKeyHash(reader: Reader, hash: Uint8Array): Promise<EditorRow | undefined> {
  const rows = await reader
    .select({ id: editor.id, name: editor.name, role: editorRole.role, locale: editorRole.locale })
    .from(key)
    .innerJoin(editor, eq(editor.id, key.editorId))
    .leftJoin(editorRole, eq(editorRole.editorId, editor.id))
    .where(
      and(
        eq(key.hash, hash),
        isNull(key.revokedAt),
        or(isNull(key.expiresAt), gt(key.expiresAt, sql`now()`)),
      ),
    )
  const [first] = rows
  if (first === undefined) return undefined
  const grants = rows.flatMap(({ role, locale }) => (role !== null && isRole(role) ? [{ role, locale }] : []))
  return { id: first.id, name: first.name, grants }
}

export async function insertEditor(
  transaction: Transaction,
  row: { id: string; kind: 'key' | 'person'; name: string; grants: readonly GrantRow[] },
): Promise<void> {
  await transaction.insert(editor).values({ id: row.id, kind: row.kind, name: row.name })
  if (row.grants.length === 0) return
  await transaction
    .insert(editorRole)
    .values(row.grants.map(({ role, locale }) => ({ editorId: row.id, role, locale })))
}

export async function insertKey(
  transaction: Transaction,
  row: { id: string; editorId: string; hash: Uint8Array; hint: string; expiresAt: Date | null },
): Promise<void> {
  await transaction.insert(key).values(row)
}

/** Every key, the oldest first, revoked ones included; never its hash. */
export async function listKeys(reader: Reader): Promise<KeyRow[]> {
  const rows = await reader
    .select({
      keyId: key.id,
      id: editor.id,
      name: editor.name,
      hint: key.hint,
      createdAt: key.createdAt,
      expiresAt: key.expiresAt,
      revokedAt: key.revokedAt,
    })
    .from(key)
    .innerJoin(editor, eq(editor.id, key.editorId))
    .orderBy(asc(key.id))
  const grants = await grantsOf(
    reader,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, grants: grants.get(row.id) ?? [] }))
}

/** Revokes a key that is not revoked yet; says whether there was one. */
export async function revokeKey(transaction: Transaction, keyId: string): Promise<boolean> {
  const rows = await transaction
    .update(key)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(key.id, keyId), isNull(key.revokedAt)))
    .returning({ id: key.id })
  return rows.length === 1
}

/** Takes the lock under which keys of admins are given and revoked, so that the last one is never lost in a race. */
export async function lockKeys(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('fiche.keys', 0))`)
}
