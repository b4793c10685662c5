import { identify } from '../account/editor.ts'
import type { Editor } from '../account/editor.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from './context.ts'

const bearer = /^Bearer +([\w.~+/-]+=*) *$/i

/**
 * Whose key a request presents (RFC 6750). Undefined when it presents none: reading is open to all.
 * Refuses with `keyUnknown` one that is unknown, revoked or expired, rather than treating its bearer as a stranger.
 */
export async function editorOf(database: Database, header: string | undefined): Promise<Editor | undefined> {
  if (header === undefined) return undefined
  const secret = bearer.exec(header)?.[1]
  const editor = secret === undefined ? undefined : await identify(database.reader, secret)
  if (editor === undefined) throw new Refusal('keyUnknown')
  return editor
}
