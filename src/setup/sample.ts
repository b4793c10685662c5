import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Editor } from '../account/editor.ts'
import { draftCard } from '../card/set-card.ts'
import type { Content } from '../document/content.ts'
import { writeDocument } from '../document/create.ts'
import { editUnit } from '../document/edit.ts'
import type { Draft } from '../document/edit.ts'
import { findContent, findDocument } from '../document/find.ts'
import { unitOfText } from '../document/original.ts'
import { withEvidence } from '../document/parts.ts'
import { writeEdition } from '../edition/publish.ts'
import { rootFolder } from '../root.ts'
import type { Transaction } from '../store/database.ts'
import type { DocumentRow } from '../store/documents.ts'
import { ensureVariant } from '../store/documents.ts'
import { listLocales } from '../store/locales.ts'
import { insertTranslations } from '../store/translations.ts'
import { cardKinds } from '../vocabulary.ts'

/** How a sample document is written down; `db/sample/README.md` explains the format. */
const value = z.union([
  z.strictObject({ type: z.literal('date'), from: z.string(), to: z.string().nullable() }),
  z.strictObject({ type: z.literal('quantity'), number: z.number(), unit: z.string().nullable() }),
])
const evidence = z.array(z.string())
const documentFile = z.strictObject({
  slug: z.string(),
  sourceLocale: z.string(),
  asOf: z.string(),
  original: z.string(),
  topics: z.array(z.string()),
  title: z.string(),
  summary: z.strictObject({ text: z.string(), evidence }),
  cards: z.array(
    z.strictObject({
      key: z.string(),
      kind: z.enum(cardKinds),
      topics: z.array(z.string()),
      value: value.nullable(),
      headline: z.string(),
      text: z.string(),
      evidence,
    }),
  ),
})
const pairs = z.array(z.strictObject({ source: z.string(), target: z.string() }))
const translationFile = z.strictObject({
  locale: z.string(),
  slug: z.string(),
  title: pairs,
  summary: pairs,
  cards: z.record(z.string(), z.strictObject({ headline: pairs, text: pairs })),
  body: pairs,
})

type DocumentFile = z.output<typeof documentFile>
type TranslationFile = z.output<typeof translationFile>

export interface Sample {
  readonly document: DocumentFile
  readonly bytes: Uint8Array
  readonly translations: readonly TranslationFile[]
}

const samples = join(rootFolder, 'db', 'sample')

/** Reads the sample documents, which come with the program: a folder each. */
export function readSamples(): Sample[] {
  return readdirSync(samples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readSample(join(samples, entry.name)))
}

/** Reads one folder: `document.json`, the original that it names, and a file for every locale. */
function readSample(folder: string): Sample {
  const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const document = documentFile.parse(readJson('document.json'))
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'document.json')
  return {
    document,
    bytes: readFileSync(join(folder, document.original)),
    translations: names.toSorted().map((name) => translationFile.parse(readJson(name))),
  }
}

/**
 * Writes a sample: one revision with everything in it, its translations, and an edition in every locale that both
 * it and the site have. A site that does not have its source locale goes without it.
 */
export async function loadSample(
  transaction: Transaction,
  by: Editor,
  { document: file, bytes, translations }: Sample,
): Promise<void> {
  const locales = (await listLocales(transaction)).map((row) => row.tag)
  if (!locales.includes(file.sourceLocale)) return
  const original = { bytes, mediaType: 'text/plain' as const, charset: 'utf-8' }
  const { slug, sourceLocale, asOf, topics, title } = file
  await writeDocument(
    transaction,
    by,
    { original, slug, sourceLocale, asOf, topics, title },
    (document, draft) => draftParts(transaction, document, draft, file),
  )
  const document = await findDocument(transaction, slug)
  const content = await findContent(transaction, document.id)
  const publication = { slug, locale: sourceLocale, allowGaps: false }
  await writeEdition(transaction, by, document, publication)
  for (const translation of translations.filter((each) => locales.includes(each.locale))) {
    const { locale, slug: newSlug } = translation
    await writeTranslations(transaction, by, { document, content }, translation)
    await writeEdition(transaction, by, document, { ...publication, locale, newSlug })
  }
}

/** The summary and the cards, added to the revision that the original is about to become. */
async function draftParts(
  transaction: Transaction,
  document: DocumentRow,
  draft: Draft,
  file: DocumentFile,
): Promise<Draft> {
  const find = (beginnings: readonly string[]) =>
    beginnings.map((beginning) => sentenceAt(draft.content, beginning))
  const unit = unitOfText(file.summary.text, document.sourceLocale)
  const summarised = await editUnit(transaction, document.id, draft, { key: 'summary', unit })
  let drafted = withEvidence(summarised, 'summary', find(file.summary.evidence))
  for (const { key, ...card } of file.cards) {
    const found = { ...card, evidence: find(card.evidence) }
    drafted = await draftCard(transaction, document, drafted, { key, card: found })
  }
  return drafted
}

/** The sentence of the body that begins like this. */
function sentenceAt(content: Content, beginning: string): string {
  const sentences = content.units.filter((unit) => unit.shape !== null).flatMap((unit) => unit.segments)
  const found = sentences.filter((segment) => segment.text.startsWith(beginning))
  const [only] = found
  if (only !== undefined && found.length === 1) return only.id
  throw new Error(`evidence "${beginning}" is the beginning of ${found.length} sentences of the sample`)
}

async function writeTranslations(
  transaction: Transaction,
  by: Editor,
  { document, content }: { document: DocumentRow; content: Content },
  file: TranslationFile,
): Promise<void> {
  await ensureVariant(transaction, document.id, file.locale)
  const rows = content.units.flatMap((unit) => {
    const targets = new Map(pairsOf(file, unit.key).map(({ source, target }) => [source, target]))
    return unit.segments.map(({ id, text: source }) => {
      const text = targets.get(source)
      if (text === undefined)
        throw new Error(`${file.locale}.json of the sample lacks "${source}" in ${unit.key}`)
      const place = { documentId: document.id, locale: file.locale, segmentId: id, author: by.id }
      return { ...place, version: 1, text, state: 'reviewed', origin: 'sample' }
    })
  })
  await insertTranslations(transaction, rows)
}

function pairsOf(file: TranslationFile, unit: string): z.output<typeof pairs> {
  if (unit === 'title') return file.title
  if (unit === 'summary') return file.summary
  const [, key = '', part] = /^card\.(.+)\.(headline|text)$/.exec(unit) ?? []
  if (part === undefined) return file.body
  const card = file.cards[key]
  return (part === 'headline' ? card?.headline : card?.text) ?? []
}
