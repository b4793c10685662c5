import { Refusal } from '../refusal.ts'
import { findDocumentBySlug, lockDocument } from '../store/documents.ts'
import type { DocumentRow } from '../store/documents.ts'
import type { Reader, Transaction } from '../store/database.ts'
import { readContent } from './content.ts'
import type { Content } from './content.ts'
import { keptText } from './original.ts'
import { findOriginal } from '../store/revisions.ts'

/** The document that a slug leads to, live or former and of any locale. Refuses with `noSuchDocument`. */
export async function findDocument(reader: Reader, slug: string): Promise<DocumentRow> {
  const document = await findDocumentBySlug(reader, slug)
  if (document === undefined) throw new Refusal('noSuchDocument', { slug })
  return document
}

/** A revision of a document, the latest if no number is given. Refuses with `noSuchRevision`. */
export async function findContent(reader: Reader, documentId: string, number?: number): Promise<Content> {
  const content = await readContent(reader, documentId, number)
  if (content === undefined) throw new Refusal('noSuchRevision', { number: number ?? 0 })
  return content
}

/**
 * The latest content, locked for writing. `seen` is the revision that the writer had before her:
 * refuses with `revisionConflict` when somebody else wrote first.
 */
export async function lockContent(
  transaction: Transaction,
  documentId: string,
  seen: number | '*' | undefined,
): Promise<Content> {
  await lockDocument(transaction, documentId)
  const content = await findContent(transaction, documentId)
  if (seen !== undefined) await checkSeen(transaction, documentId, content, seen)
  return content
}

/** Refuses with `revisionConflict`, and the text that is there now, a writer who saw another revision than this. */
export async function checkSeen(
  reader: Reader,
  documentId: string,
  content: Content,
  seen: number | '*',
): Promise<void> {
  if (seen === '*' || seen === content.revision) return
  const kept = await findOriginal(reader, documentId, content.originalSha256)
  const current = {
    revision: content.revision,
    text: kept === undefined ? '' : keptText(kept, content.charset),
  }
  throw new Refusal('revisionConflict', { seen, current: content.revision }, { extension: { current } })
}
