import { validate } from 'uuid'
import { Refusal } from '../refusal.ts'
import { findDocumentBySlug } from '../store/documents.ts'
import { listEvents } from '../store/events.ts'
import type { EventRow } from '../store/events.ts'
import type { Reader } from '../store/database.ts'
import type { Editor } from './editor.ts'
import { permit } from './permission.ts'

/** The audit trail, the newest first. The cursor is the id of the last event seen. */
export async function readEvents(
  reader: Reader,
  editor: Editor | undefined,
  query: { document?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: EventRow[]; next: string | null }> {
  permit(editor, 'readEvents')
  const { document: slug, cursor, limit } = query
  if (cursor !== undefined && !validate(cursor)) throw new Refusal('malformedCursor')
  const document = slug === undefined ? undefined : await findDocumentBySlug(reader, slug)
  if (slug !== undefined && document === undefined) throw new Refusal('noSuchDocument', { slug })
  const rows = await listEvents(reader, {
    limit: limit + 1,
    ...(document === undefined ? {} : { documentId: document.id }),
    ...(cursor === undefined ? {} : { before: cursor }),
  })
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
