import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import type { Database, Reader, Transaction } from '../store/database.ts'
import type { DocumentRow } from '../store/documents.ts'
import { insertEvent } from '../store/events.ts'
import { findOriginal } from '../store/revisions.ts'
import type { Content } from './content.ts'
import { consequencesOf, draftOf, editBody, editUnit, writeRevision } from './edit.ts'
import type { Consequences, Draft } from './edit.ts'
import { checkSeen, findContent, findDocument, lockContent } from './find.ts'
import { mediaTypes, originalRow, readOriginal, titled, unitOfText, unitsOfBlocks } from './original.ts'
import type { SentOriginal } from './original.ts'

export interface Revised extends Consequences {
  readonly revision: number
}

export interface NewOriginal {
  readonly original: SentOriginal
  readonly note?: string | undefined
  readonly asOf?: string | null | undefined
  readonly topics?: readonly string[] | undefined
  /** The revision that the writer saw, from If-Match. */
  readonly seen: number | '*'
}

/**
 * A new revision of an original. Refuses with `revisionConflict` when another was made since `seen`.
 * An original that says what the current one says makes no revision.
 */
export async function reviseOriginal(
  database: Database,
  editor: Editor | undefined,
  slug: string,
  sent: NewOriginal,
): Promise<Revised> {
  const by = permit(editor, 'writeOriginal')
  const document = await findDocument(database.reader, slug)
  return database.transact(async (transaction) => {
    const content = await lockContent(transaction, document.id, sent.seen)
    const draft = await draftOriginal(transaction, document, content, sent)
    const consequences = await consequencesOf(transaction, document.id, draft)
    if (isSame(content, draft.content) && isSameOriginal(content, sent.original)) {
      return { revision: content.revision, ...consequences }
    }
    const revision = await writeRevision(transaction, document.id, draft, {
      editorId: by.id,
      note: sent.note ?? '',
      original: sent.original,
    })
    await recordRevision(transaction, by, document, { revision, part: 'original' })
    return { revision, ...consequences }
  })
}

/** What reviseOriginal would do, without doing it: the revision named is the one that stays current. */
export async function previewOriginal(
  database: Database,
  editor: Editor | undefined,
  slug: string,
  sent: NewOriginal,
): Promise<Revised> {
  permit(editor, 'writeOriginal')
  const document = await findDocument(database.reader, slug)
  const content = await findContent(database.reader, document.id)
  await checkSeen(database.reader, document.id, content, sent.seen)
  const draft = await draftOriginal(database.reader, document, content, sent)
  return { revision: content.revision, ...(await consequencesOf(database.reader, document.id, draft)) }
}

async function draftOriginal(
  reader: Reader,
  document: DocumentRow,
  content: Content,
  sent: NewOriginal,
): Promise<Draft> {
  const { id, sourceLocale } = document
  const read = readOriginal(sent.original)
  const asOf = sent.asOf === undefined ? (read.asOf ?? content.asOf) : sent.asOf
  const start = draftOf({ ...content, asOf, topics: sent.topics ?? content.topics })
  const text = titled(read.blocks, sourceLocale)
  if (!content.titleInText || !text.titleInText) {
    return editBody(reader, id, start, unitsOfBlocks(read.blocks, sourceLocale))
  }
  const blocks = unitsOfBlocks(text.blocks, sourceLocale)
  // A title that was set by hand stays until the text's own heading changes.
  if (text.title === (await headingOf(reader, document, content))) return editBody(reader, id, start, blocks)
  const title = { key: 'title', unit: unitOfText(text.title, sourceLocale) }
  return editBody(reader, id, await editUnit(reader, id, start, title), blocks)
}

/** The heading that the current original begins with. */
async function headingOf(
  reader: Reader,
  document: DocumentRow,
  content: Content,
): Promise<string | undefined> {
  const kept = await findOriginal(reader, document.id, content.originalSha256)
  if (kept === undefined) return undefined
  const mediaType = mediaTypes.find((type) => type === content.mediaType) ?? 'text/markdown'
  const { blocks } = readOriginal({ bytes: kept.bytes, mediaType, charset: content.charset })
  return titled(blocks, document.sourceLocale).title
}

/** Whether an original is the one that a content was read from, and read the same way. */
function isSameOriginal(content: Content, sent: SentOriginal): boolean {
  const isSameText = Buffer.compare(originalRow(sent).sha256, content.originalSha256) === 0
  return isSameText && sent.mediaType === content.mediaType && sent.charset === content.charset
}

/** Whether two contents say the same in the same shape. */
export function isSame(one: Content, other: Content): boolean {
  return said(one) === said(other)
}

function said({ asOf, topics, units, cards, evidence }: Content): string {
  const drawn = [...evidence].map(([unit, ids]) => `${unit} ${ids.toSorted().join(' ')}`).toSorted()
  return JSON.stringify([asOf, topics, units, cards, drawn])
}

export async function recordRevision(
  transaction: Transaction,
  by: Editor,
  document: DocumentRow,
  details: { revision: number; part: string; key?: string },
): Promise<void> {
  await insertEvent(transaction, {
    editorId: by.id,
    action: 'document.revised',
    documentId: document.id,
    locale: document.sourceLocale,
    details,
  })
}
