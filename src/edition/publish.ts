import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { yearsCovered } from '../card/value.ts'
import type { Content } from '../document/content.ts'
import { findContent, findDocument } from '../document/find.ts'
import { giveSlug, slugFrom } from '../document/slug.ts'
import { Refusal } from '../refusal.ts'
import type { FieldRefusal } from '../refusal.ts'
import { readSite } from '../site.ts'
import type { Database, Transaction } from '../store/database.ts'
import { ensureVariant, listSlugs, lockVariant } from '../store/documents.ts'
import type { DocumentRow } from '../store/documents.ts'
import { insertChange } from '../store/changes.ts'
import { findLastEdition, insertEdition, setLive } from '../store/editions.ts'
import { insertEvent } from '../store/events.ts'
import { listOutdated, listReadyTranslations, listTranslations } from '../store/translations.ts'
import { assemble, publicId } from './assemble.ts'
import type { EditionBody } from './body.ts'

export interface Publication {
  readonly slug: string
  readonly locale: string
  /** The revision to publish; the latest when none is named. */
  readonly revision?: number | undefined
  /** Whether sentences with no finished translation may be shown in the source language. */
  readonly allowGaps: boolean
  /** The slug that the edition is to have in this locale; else the one it has, else one from its title. */
  readonly newSlug?: string | undefined
}

export interface Published {
  readonly slug: string
  readonly locale: string
  readonly edition: number
  readonly revision: number
  readonly publishedAt: Date
  /** How many sentences are shown in the source language. */
  readonly gaps: number
}

/**
 * Publishes a variant: an immutable edition, numbered, live from the moment that this returns. Refuses with
 * `gapsInTranslation`, a field for every sentence that is not ready, unless gaps are allowed; with `noSuchVariant`,
 * `noSuchRevision`, `slugTaken`.
 */
export async function publish(
  database: Database,
  editor: Editor | undefined,
  wanted: Publication,
): Promise<Published> {
  const by = permit(editor, 'publish')
  const document = await findDocument(database.reader, wanted.slug)
  const site = await readSite(database.reader)
  if (!site.locales.includes(wanted.locale)) throw new Refusal('noSuchVariant', { locale: wanted.locale })
  return database.transact((transaction) => writeEdition(transaction, by, document, wanted))
}

/** publish inside a transaction of the caller's: lock, gather, check, compile, write, in this order. */
export async function writeEdition(
  transaction: Transaction,
  by: Editor,
  document: DocumentRow,
  wanted: Publication,
): Promise<Published> {
  const { locale, allowGaps } = wanted
  const variant = { documentId: document.id, locale }
  await ensureVariant(transaction, document.id, locale)
  await lockVariant(transaction, document.id, locale)
  const content = await findContent(transaction, document.id, wanted.revision)
  const ready = await gather(transaction, document, content, locale)
  if (!allowGaps && ready.unready.length > 0) throw refuseGaps(ready.unready)
  const body = assemble({ content, locale, sourceLocale: document.sourceLocale, translations: ready.texts })
  const slug = await settleSlug(transaction, document, wanted, body)
  const number = (await findLastEdition(transaction, variant)) + 1
  const edition = { ...variant, number, revision: content.revision }
  const publishedAt = await insertEdition(transaction, {
    ...edition,
    body: JSON.stringify(body),
    translations: ready.versions,
    allowGaps,
    publishedBy: by.id,
  })
  const details = { edition: number, revision: content.revision, gaps: ready.gaps }
  await insertEvent(transaction, { editorId: by.id, action: 'edition.published', ...variant, details })
  await goLive(transaction, edition, body)
  return { slug, locale, edition: number, revision: content.revision, publishedAt, gaps: ready.gaps }
}

interface Ready {
  readonly texts: ReadonlyMap<string, string>
  readonly versions: Readonly<Record<string, number>>
  readonly unready: readonly FieldRefusal[]
  readonly gaps: number
}

/** The translations that readers may be shown, and every sentence for which that is not the latest one. */
async function gather(
  transaction: Transaction,
  document: DocumentRow,
  content: Content,
  locale: string,
): Promise<Ready> {
  if (locale === document.sourceLocale) return { texts: new Map(), versions: {}, unready: [], gaps: 0 }
  const where = { documentId: document.id, locale, revision: content.revision }
  const ready = await listReadyTranslations(transaction, where)
  const latest = new Map((await listTranslations(transaction, where)).map((row) => [row.segmentId, row]))
  const outdated = new Set((await listOutdated(transaction, where)).map((row) => row.segmentId))
  const texts = new Map(ready.map((row) => [row.segmentId, row.text]))
  const wanting = content.units.filter((unit) => unit.shape?.kind !== 'code')
  const unready = wanting.flatMap((unit) =>
    unit.segments.flatMap(({ id }): FieldRefusal[] => {
      const row = latest.get(id)
      if (row !== undefined && row.state !== 'initial') return []
      const isDraft = row !== undefined && row.text !== ''
      const code = isDraft ? 'segmentDraft' : outdated.has(id) ? 'segmentOutdated' : 'segmentMissing'
      return [{ pointer: `/units/${unit.key}/segments/${publicId(id)}`, code }]
    }),
  )
  const gaps = wanting.flatMap((unit) => unit.segments).filter((segment) => !texts.has(segment.id)).length
  const versions = Object.fromEntries(ready.map((row) => [row.segmentId, row.version]))
  return { texts, versions, unready, gaps }
}

function refuseGaps(fields: readonly FieldRefusal[]): Refusal {
  return new Refusal('gapsInTranslation', { count: fields.length }, { fields })
}

async function settleSlug(
  transaction: Transaction,
  document: DocumentRow,
  wanted: Publication,
  body: EditionBody,
): Promise<string> {
  const { locale, newSlug } = wanted
  const slugs = await listSlugs(transaction, document.id)
  const current = slugs.find((row) => row.locale === locale && row.isCurrent)?.slug
  if (current !== undefined && (newSlug === undefined || newSlug === current)) return current
  const derived = slugFrom(body.title.text)
  return giveSlug(transaction, { documentId: document.id, locale }, { chosen: newSlug, derived })
}

/** Moves the live pointer to an edition, and tells mirrors. Last in its transaction: see insertChange. */
export async function goLive(
  transaction: Transaction,
  edition: { documentId: string; locale: string; number: number; revision: number },
  body: EditionBody,
  at?: string,
): Promise<void> {
  const { documentId, locale, number } = edition
  const row = {
    ...edition,
    asOf: body.asOf?.value ?? '',
    topics: [...body.topics],
    title: body.title.text,
    summary: body.summary?.text ?? null,
  }
  const cards = body.cards.map((card) => ({
    key: card.key,
    kind: card.kind,
    topics: card.topics,
    body: JSON.stringify(card),
    ...yearsCovered(card.value),
  }))
  const former = await setLive(transaction, row, cards)
  const change = { kind: 'published' as const, documentId, locale, edition: number }
  await insertChange(transaction, change, former === undefined ? 1 : 0, at)
}
