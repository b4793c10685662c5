import { and, desc, eq, lt } from 'drizzle-orm'
import { v7 as newId } from 'uuid'
import { editor, event } from '../../db/schema/index.ts'
import type { Reader, Transaction } from './database.ts'

export interface EventRow {
  readonly id: string
  readonly at: Date
  readonly editor: { readonly id: string; readonly name: string }
  readonly action: string
  readonly documentId: string | null
  readonly locale: string | null
  readonly details: unknown
}

/** Appends to the audit trail, in the transaction of the write that it speaks of. */
export async function insertEvent(
  transaction: Transaction,
  row: {
    editorId: string
    action: string
    documentId?: string
    locale?: string
    details?: Record<string, unknown>
  },
): Promise<void> {
  await transaction.insert(event).values({ id: newId(), ...row, details: row.details ?? {} })
}

/** Events, the newest first, at most `limit`, older than `before`. */
export async function listEvents(
  reader: Reader,
  filter: { documentId?: string; before?: string; limit: number },
): Promise<EventRow[]> {
  return reader
    .select({
      id: event.id,
      at: event.at,
      editor: { id: editor.id, name: editor.name },
      action: event.action,
      documentId: event.documentId,
      locale: event.locale,
      details: event.details,
    })
    .from(event)
    .innerJoin(editor, eq(editor.id, event.editorId))
    .where(
      and(
        filter.documentId === undefined ? undefined : eq(event.documentId, filter.documentId),
        filter.before === undefined ? undefined : lt(event.id, filter.before),
      ),
    )
    .orderBy(desc(event.id))
    .limit(filter.limit)
}
