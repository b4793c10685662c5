import { v7 as newId } from 'uuid'
import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { Refusal } from '../refusal.ts'
import { plainText } from '../segment/inline.ts'
import { ensureVariant, insertDocument } from '../store/documents.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { DocumentRow } from '../store/documents.ts'
import { insertEvent } from '../store/events.ts'
import { readSite } from '../site.ts'
import { draftOf, editBody, editUnit, writeRevision } from './edit.ts'
import type { Draft } from './edit.ts'
import { readOriginal, titled, unitOfText, unitsOfBlocks } from './original.ts'
import type { SentOriginal } from './original.ts'
import { giveSlug, slugFrom } from './slug.ts'

export interface NewDocument {
  readonly original: SentOriginal
  readonly slug?: string | undefined
  readonly sourceLocale?: string | undefined
  readonly title?: string | undefined
  readonly asOf?: string | undefined
  readonly topics?: readonly string[] | undefined
  readonly note?: string | undefined
}

export interface CreatedDocument {
  readonly id: string
  readonly slug: string
  readonly sourceLocale: string
  readonly revision: number
  readonly asOf: string | null
  readonly title: string
}

const emptyContent = {
  revision: 0,
  createdAt: new Date(0),
  note: '',
  titleInText: false,
  originalSha256: new Uint8Array(),
  mediaType: 'text/markdown',
  charset: 'utf-8',
  units: [],
  cards: [],
  evidence: new Map<string, readonly string[]>(),
}

/**
 * A new document from an original. What is not given is derived: the slug from the title, the title from the text,
 * the as-of date from a leading `date 2024-04`. Refuses with `slugTaken`, `originalEmpty`, `textRefused`,
 * `malformedRequest` (a source locale that the site does not have).
 */
export async function createDocument(
  database: Database,
  editor: Editor | undefined,
  sent: NewDocument,
): Promise<CreatedDocument> {
  const by = permit(editor, 'writeOriginal')
  return database.transact((transaction) => writeDocument(transaction, by, sent))
}

/** createDocument inside a transaction of the caller's. `complete` may add to the first revision before it is written. */
export async function writeDocument(
  transaction: Transaction,
  by: Editor,
  sent: NewDocument,
  complete: (document: DocumentRow, draft: Draft) => Promise<Draft> = async (_, draft) => draft,
): Promise<CreatedDocument> {
  const sourceLocale = await sourceLocaleOf(transaction, sent.sourceLocale)
  const read = readOriginal(sent.original)
  const derived = titled(read.blocks, sourceLocale)
  const given = sent.title?.trim()
  const text =
    given === undefined || given === '' ? derived : { title: given, titleInText: false, blocks: read.blocks }
  const id = newId()
  await insertDocument(transaction, { id, sourceLocale })
  await ensureVariant(transaction, id, sourceLocale)
  const wanted = { chosen: sent.slug, derived: slugFrom(plainText(text.title)) }
  const slug = await giveSlug(transaction, { documentId: id, locale: sourceLocale }, wanted)
  const asOf = sent.asOf ?? read.asOf ?? null
  const empty = { ...emptyContent, asOf, topics: sent.topics ?? [], titleInText: text.titleInText }
  const title = { key: 'title', unit: unitOfText(text.title, sourceLocale) }
  const withTitle = await editUnit(transaction, id, draftOf(empty), title)
  const withBody = await editBody(transaction, id, withTitle, unitsOfBlocks(text.blocks, sourceLocale))
  const draft = await complete({ id, sourceLocale }, withBody)
  const revision = await writeRevision(transaction, id, draft, {
    editorId: by.id,
    note: sent.note ?? '',
    original: sent.original,
  })
  await insertEvent(transaction, {
    editorId: by.id,
    action: 'document.created',
    documentId: id,
    locale: sourceLocale,
    details: { slug, revision },
  })
  return { id, slug, sourceLocale, revision, asOf, title: plainText(text.title) }
}

async function sourceLocaleOf(transaction: Transaction, wanted: string | undefined): Promise<string> {
  const site = await readSite(transaction)
  if (wanted === undefined) return site.defaultLocale
  if (site.locales.includes(wanted)) return wanted
  const values = site.locales.join(', ')
  throw new Refusal(
    'malformedRequest',
    {},
    { fields: [{ pointer: '/sourceLocale', code: 'notOneOf', params: { values } }] },
  )
}
