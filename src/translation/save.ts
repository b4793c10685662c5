import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { findDocument } from '../document/find.ts'
import { Refusal } from '../refusal.ts'
import { textProblem } from '../segment/text.ts'
import { hasLocale } from '../store/locales.ts'
import { isTranslatable } from '../store/revisions.ts'
import { ensureVariant } from '../store/documents.ts'
import type { DocumentRow } from '../store/documents.ts'
import type { Database, Reader } from '../store/database.ts'
import { insertEvent } from '../store/events.ts'
import { findTranslation, insertTranslation } from '../store/translations.ts'
import type { TranslationRow } from '../store/translations.ts'
import type { EditableState } from '../vocabulary.ts'

/** One segment of one document in one locale. */
export interface SegmentAddress {
  readonly slug: string
  readonly locale: string
  readonly segmentId: string
}

export interface NewTranslation {
  readonly text: string
  readonly state: EditableState
  /** The version that the editor saw, from If-Match; undefined when she saw none. */
  readonly seen: number | '*' | undefined
}

/** Refuses with `noSuchVariant` a locale that the site does not have, and with `sourceLocaleNotTranslated`. */
export async function checkTarget(reader: Reader, document: DocumentRow, locale: string): Promise<void> {
  if (!(await hasLocale(reader, locale))) throw new Refusal('noSuchVariant', { locale })
  if (locale === document.sourceLocale) throw new Refusal('sourceLocaleNotTranslated', { locale })
}

/** The document of a sentence that stands in its current revision, and is not code. Refuses with `noSuchSegment`. */
async function findPlace(reader: Reader, address: SegmentAddress): Promise<DocumentRow> {
  const document = await findDocument(reader, address.slug)
  await checkTarget(reader, document, address.locale)
  if (await isTranslatable(reader, document.id, address.segmentId)) return document
  throw new Refusal('noSuchSegment', { id: address.segmentId })
}

/**
 * Saves a translation as the version after the one that was seen. Refuses with `translationConflict` when somebody
 * else wrote first and with `versionMissing` when there is a version and none was named: both carry the text that is
 * there, and the text that was sent is lost to nobody. The same text in the same state again changes nothing.
 */
export async function saveTranslation(
  database: Database,
  editor: Editor | undefined,
  address: SegmentAddress,
  sent: NewTranslation,
): Promise<TranslationRow> {
  const by = permit(editor, sent.state === 'reviewed' ? 'review' : 'translate', address.locale)
  const text = checkTranslation(sent)
  const document = await findPlace(database.reader, address)
  return database.transact(async (transaction) => {
    const where = { documentId: document.id, locale: address.locale, segmentId: address.segmentId }
    const current = await findTranslation(transaction, where)
    const seen = checkVersion(current, sent.seen)
    if (current?.text === text && current.state === sent.state) return current
    await ensureVariant(transaction, document.id, address.locale)
    const row = { ...where, version: seen + 1, text, state: sent.state, origin: 'human', author: by.id }
    const isWritten = await insertTranslation(transaction, row)
    const now = await findTranslation(transaction, where)
    if (!isWritten || now === undefined) throw conflict(seen, now)
    await insertEvent(transaction, {
      editorId: by.id,
      action: 'translation.saved',
      documentId: document.id,
      locale: address.locale,
      details: { segment: address.segmentId, version: now.version, state: now.state },
    })
    return now
  })
}

/** The text as it is stored. Only a draft may be empty: it takes a translation back. */
function checkTranslation(sent: NewTranslation): string {
  const problem = textProblem(sent.text)
  if (problem !== undefined)
    throw new Refusal('textRefused', {}, { fields: [{ pointer: '/text', code: problem }] })
  const text = sent.text.normalize('NFC').trim()
  if (text === '' && sent.state !== 'initial') {
    throw new Refusal('textRefused', {}, { fields: [{ pointer: '/text', code: 'required' }] })
  }
  return text
}

/** The version to write after. The insert repeats this test in the database, where no race gets by it. */
function checkVersion(current: TranslationRow | undefined, seen: number | '*' | undefined): number {
  const version = current?.version ?? 0
  if (seen === '*' && version > 0) return version
  if (seen === version || (seen === undefined && version === 0)) return version
  if (seen === undefined) throw new Refusal('versionMissing', {}, { extension: { current: shown(current) } })
  throw conflict(seen === '*' ? 0 : seen, current)
}

function conflict(seen: number, current: TranslationRow | undefined): Refusal {
  const params = { seen, current: current?.version ?? 0 }
  return new Refusal('translationConflict', params, { extension: { current: shown(current) } })
}

function shown(row: TranslationRow | undefined): unknown {
  if (row === undefined) return null
  const { version, text, state, author, createdAt } = row
  return { version, text, state, author: author.name, at: createdAt.toISOString() }
}
