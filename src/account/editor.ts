import { createHash } from 'node:crypto'
import { findEditorByKeyHash } from '../store/editors.ts'
import type { EditorRow } from '../store/editors.ts'
import type { Reader } from '../store/database.ts'

/** Whoever is asking: a program with a key today, a signed-in person later. Operations need no more than this. */
export type Editor = EditorRow

/** The SHA-256 under which a secret is stored. */
export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret, 'utf8').digest()
}

/** Who presents this secret; undefined when it is unknown, revoked or expired. */
export async function identify(reader: Reader, secret: string): Promise<Editor | undefined> {
  return findEditorByKeyHash(reader, hashOf(secret))
}
