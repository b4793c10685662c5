import { randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { Refusal } from '../refusal.ts'
import { insertEditor, insertKey, listKeys, lockKeys, revokeKey } from '../store/editors.ts'
import type { GrantRow, KeyRow } from '../store/editors.ts'
import { insertEvent } from '../store/events.ts'
import type { Database, Reader, Transaction } from '../store/database.ts'
import { hashOf } from './editor.ts'
import type { Editor } from './editor.ts'
import { permit } from './permission.ts'

export type { KeyRow }
export type Grant = GrantRow

export interface NewKey {
  readonly name: string
  readonly grants: readonly Grant[]
  readonly expiresAt: Date | null
}

/** A new secret: 256 random bits. The prefix lets secret scanners find one that was committed by mistake. */
const newSecret = (): string => `fiche_${randomBytes(32).toString('base64url')}`

/** Writes a key and the editor that it stands for; `secret` is returned here and never again. */
export async function addKey(
  transaction: Transaction,
  key: NewKey,
  secret = newSecret(),
): Promise<{ id: string; editorId: string; secret: string }> {
  const [id, editorId] = [newId(), newId()]
  await insertEditor(transaction, { id: editorId, kind: 'key', name: key.name, grants: key.grants })
  await insertKey(transaction, {
    id,
    editorId,
    hash: hashOf(secret),
    hint: secret.slice(-4),
    expiresAt: key.expiresAt,
  })
  return { id, editorId, secret }
}

export async function createKey(
  database: Database,
  editor: Editor | undefined,
  key: NewKey,
): Promise<{ id: string; secret: string }> {
  const by = permit(editor, 'manageKeys')
  return database.transact(async (transaction) => {
    const added = await addKey(transaction, key)
    await insertEvent(transaction, {
      editorId: by.id,
      action: 'key.created',
      details: { key: added.id, name: key.name, grants: key.grants },
    })
    return added
  })
}

const isLiveAdmin = (key: KeyRow): boolean =>
  key.revokedAt === null &&
  (key.expiresAt === null || key.expiresAt > new Date()) &&
  key.grants.some((grant) => grant.role === 'admin')

/** Refuses with `noSuchKey`, and with `lastAdmin` when nobody could manage keys afterwards. */
export async function removeKey(
  database: Database,
  editor: Editor | undefined,
  keyId: string,
): Promise<void> {
  const by = permit(editor, 'manageKeys')
  await database.transact(async (transaction) => {
    await lockKeys(transaction)
    const admins = (await listKeys(transaction)).filter(isLiveAdmin)
    if (admins.length === 1 && admins[0]?.keyId === keyId) throw new Refusal('lastAdmin')
    if (!(await revokeKey(transaction, keyId))) throw new Refusal('noSuchKey')
    await insertEvent(transaction, { editorId: by.id, action: 'key.revoked', details: { key: keyId } })
  })
}

export async function readKeys(reader: Reader, editor: Editor | undefined): Promise<KeyRow[]> {
  permit(editor, 'manageKeys')
  return listKeys(reader)
}
