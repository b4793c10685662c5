import { v7 as newId } from 'uuid'
import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { checkText } from '../document/parts.ts'
import { findDocument } from '../document/find.ts'
import { Refusal } from '../refusal.ts'
import { ensureVariant } from '../store/documents.ts'
import { findSegment } from '../store/revisions.ts'
import type { Database, Reader } from '../store/database.ts'
import { insertEvent } from '../store/events.ts'
import { insertComment, listComments, listVersions } from '../store/translations.ts'
import type { CommentRow, TranslationRow } from '../store/translations.ts'
import { checkTarget } from './save.ts'
import type { SegmentAddress } from './save.ts'

export type { TranslationRow }

export interface History {
  readonly source: string
  readonly versions: readonly TranslationRow[]
  readonly comments: readonly CommentRow[]
}

/** A segment of any revision: its history outlives its place in the current one. */
async function findAny(reader: Reader, address: SegmentAddress) {
  const document = await findDocument(reader, address.slug)
  await checkTarget(reader, document, address.locale)
  const segment = await findSegment(reader, document.id, address.segmentId)
  if (segment === undefined) throw new Refusal('noSuchSegment', { id: address.segmentId })
  return {
    document,
    segment,
    where: { documentId: document.id, locale: address.locale, segmentId: segment.id },
  }
}

/** Who wrote what, when, the newest first, and what was said about it, the oldest first. */
export async function readHistory(
  reader: Reader,
  editor: Editor | undefined,
  address: SegmentAddress,
): Promise<History> {
  permit(editor, 'readDrafts')
  const { segment, where } = await findAny(reader, address)
  const [versions, comments] = await Promise.all([listVersions(reader, where), listComments(reader, where)])
  return { source: segment.text, versions, comments }
}

export async function addComment(
  database: Database,
  editor: Editor | undefined,
  address: SegmentAddress,
  text: string,
): Promise<CommentRow> {
  const by = permit(editor, 'comment', address.locale)
  const checked = checkText(text, '/text').normalize('NFC').trim()
  const { document, where } = await findAny(database.reader, address)
  return database.transact(async (transaction) => {
    await ensureVariant(transaction, document.id, address.locale)
    const id = newId()
    const createdAt = await insertComment(transaction, { id, ...where, text: checked, author: by.id })
    await insertEvent(transaction, {
      editorId: by.id,
      action: 'comment.added',
      documentId: document.id,
      locale: address.locale,
      details: { segment: address.segmentId, comment: id },
    })
    return { id, text: checked, author: { id: by.id, name: by.name }, createdAt }
  })
}
