import {
  findLastBlockNumber,
  findSegmentsByText,
  findUnits,
  insertOriginal,
  insertRevision,
} from '../store/revisions.ts'
import { countConsequences } from '../store/coverage.ts'
import type { Reader, Transaction } from '../store/database.ts'
import { attentionIn } from './attention.ts'
import type { Attention } from './attention.ts'
import { blocksOf, unitOf } from './content.ts'
import type { Content, PlacedUnit } from './content.ts'
import { originalRow } from './original.ts'
import type { SentOriginal } from './original.ts'
import { matchUnits, newTexts, redraft } from './redraft.ts'
import type { Former, NewUnit, Redraft } from './redraft.ts'

/** A content that is being edited, and what the edits so far did to its sentences. */
export interface Draft {
  readonly content: Content
  readonly redrafts: readonly Redraft[]
}

/** What an edit of the original means for the translations: numbers of sentences, and per locale of translations. */
export interface Consequences {
  readonly kept: number
  readonly changed: number
  readonly new: number
  readonly removed: number
  readonly locales: Readonly<Record<string, { readonly stay: number; readonly outdated: number }>>
  readonly needsAnotherLook: readonly Attention[]
}

export const draftOf = (content: Content): Draft => ({ content, redrafts: [] })

const idsOf = (units: readonly PlacedUnit[]): string[] =>
  units.flatMap((unit) => unit.segments.map((segment) => segment.id))

const isBlockKey = (key: string): boolean => /^b[1-9]/.test(key)

async function formerSegments(
  reader: Reader,
  documentId: string,
  texts: readonly string[],
  isPlace: (unit: string) => boolean,
): Promise<Former> {
  const former = new Map<string, string[]>()
  for (const { id, unit, text } of await findSegmentsByText(reader, documentId, texts)) {
    if (isPlace(unit)) former.set(text, [...(former.get(text) ?? []), id])
  }
  return former
}

/** Replaces all blocks of the body; title, summary and cards stay. */
export async function editBody(
  reader: Reader,
  documentId: string,
  draft: Draft,
  blocks: readonly NewUnit[],
): Promise<Draft> {
  const { content } = draft
  const before = blocksOf(content)
  const matching = matchUnits(before, blocks)
  const former = await formerSegments(reader, documentId, newTexts(blocks, matching), isBlockKey)
  let last = await findLastBlockNumber(reader, documentId)
  const edited = redraft(blocks, matching, {
    former,
    inUse: idsOf(content.units),
    keyOf: () => `b${(last += 1)}`,
  })
  const isBefore = (unit: PlacedUnit) => unit.key === 'title' || unit.key === 'summary'
  const units = [
    ...content.units.filter(isBefore),
    ...edited.units,
    ...content.units.filter((unit) => !isBefore(unit) && unit.shape === null),
  ]
  return { content: { ...content, units }, redrafts: [...draft.redrafts, edited] }
}

/** Replaces the words of one unit, or adds it in its place. `undefined` removes it. */
export async function editUnit(
  reader: Reader,
  documentId: string,
  draft: Draft,
  edit: { key: string; unit: NewUnit | undefined },
): Promise<Draft> {
  const { content } = draft
  const before = unitOf(content, edit.key)
  const after = edit.unit === undefined ? [] : [edit.unit]
  const matching = matchUnits(before === undefined ? [] : [before], after)
  const isPlace = (key: string) => key === edit.key
  const former = await formerSegments(reader, documentId, newTexts(after, matching), isPlace)
  const edited = redraft(after, matching, { former, inUse: idsOf(content.units), keyOf: () => edit.key })
  const [unit] = edited.units
  const placed = unit === undefined ? undefined : { ...unit, key: edit.key }
  return {
    content: { ...content, units: withUnit(content.units, edit.key, placed) },
    redrafts: [...draft.redrafts, { ...edited, units: placed === undefined ? [] : [placed] }],
  }
}

/** The order of units: title, summary, blocks, cards. */
const rank = (unit: PlacedUnit): number =>
  unit.key === 'title' ? 0 : unit.key === 'summary' ? 1 : unit.shape === null ? 3 : 2

function withUnit(units: readonly PlacedUnit[], key: string, placed: PlacedUnit | undefined): PlacedUnit[] {
  const at = units.findIndex((unit) => unit.key === key)
  if (placed === undefined) return units.filter((unit) => unit.key !== key)
  if (at >= 0) return units.with(at, placed)
  const next = units.findIndex((unit) => rank(unit) > rank(placed))
  return next < 0 ? [...units, placed] : units.toSpliced(next, 0, placed)
}

/** Tells what a draft does, without writing anything. Counts the sentences of the units that were edited. */
export async function consequencesOf(
  reader: Reader,
  documentId: string,
  draft: Draft,
): Promise<Consequences> {
  const { redrafts } = draft
  const staying = redrafts.flatMap((each) => each.staying)
  const predecessors = redrafts.flatMap((each) => each.predecessors)
  const sum = (count: (each: Redraft) => number) => redrafts.reduce((total, each) => total + count(each), 0)
  const locales = await countConsequences(reader, { documentId, kept: staying, predecessors })
  return {
    kept: sum((each) => each.kept),
    changed: sum((each) => each.changed),
    new: sum((each) => each.added),
    removed: sum((each) => each.removed),
    locales: Object.fromEntries(locales.map(({ locale, stay, outdated }) => [locale, { stay, outdated }])),
    needsAnotherLook: attentionIn(draft.content),
  }
}

/** Writes a draft as the next revision of its document, whose row the caller has locked. Gives its number. */
export async function writeRevision(
  transaction: Transaction,
  documentId: string,
  draft: Draft,
  by: { editorId: string; note: string; original?: SentOriginal },
): Promise<number> {
  const { content, redrafts } = draft
  const number = content.revision + 1
  const original = by.original === undefined ? undefined : originalRow(by.original)
  if (original !== undefined) await insertOriginal(transaction, documentId, original)
  const keys = redrafts.flatMap((each) => each.newUnits)
  const known = new Set(await findUnits(transaction, documentId, keys))
  await insertRevision(
    transaction,
    {
      documentId,
      number,
      originalSha256: original?.sha256 ?? content.originalSha256,
      mediaType: by.original?.mediaType ?? content.mediaType,
      charset: by.original?.charset ?? content.charset,
      asOf: content.asOf,
      topics: [...content.topics],
      titleInText: content.titleInText,
      note: by.note,
      createdBy: by.editorId,
    },
    {
      newUnits: keys.filter((key) => !known.has(key)),
      newSegments: redrafts.flatMap((each) => each.born.map((born) => ({ documentId, ...born }))),
      ...rowsOf(content),
    },
  )
  return number
}

function rowsOf(content: Content) {
  return {
    units: content.units.map(({ key, shape }) => ({
      unit: key,
      kind: shape?.kind ?? null,
      level: shape?.level ?? 0,
      ordered: shape?.ordered ?? null,
      number: shape?.number ?? null,
      language: shape?.language ?? null,
    })),
    segments: content.units.flatMap((unit) =>
      unit.segments.map((segment) => ({ unit: unit.key, ...segment })),
    ),
    cards: content.cards.map((card) => ({ ...card, topics: [...card.topics] })),
    evidence: [...content.evidence].flatMap(([unit, ids]) => ids.map((segmentId) => ({ unit, segmentId }))),
  }
}
