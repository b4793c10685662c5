import type { Editor } from '../account/editor.ts'
import { cardUnits } from '../document/content.ts'
import type { Content, DrawnCard, Value } from '../document/content.ts'
import { draftOf, editUnit } from '../document/edit.ts'
import type { Draft } from '../document/edit.ts'
import { unitOfText } from '../document/original.ts'
import { checkEvidence, checkText, revisePart, withEvidence } from '../document/parts.ts'
import type { PartEdit } from '../document/parts.ts'
import type { Revised } from '../document/revise.ts'
import { Refusal } from '../refusal.ts'
import type { CardKind } from '../vocabulary.ts'
import type { Database, Reader } from '../store/database.ts'
import type { DocumentRow } from '../store/documents.ts'
import { checkValue } from './value.ts'

/** A card as its author writes it, in the source locale. `evidence` are ids of segments of the body. */
export interface WrittenCard {
  readonly kind: CardKind
  readonly topics: readonly string[]
  readonly value: Value | null
  readonly headline: string
  readonly text: string
  readonly evidence: readonly string[]
}

/** Which card is meant, and which revision its writer saw, if she says so. */
export interface CardAddress extends Omit<PartEdit, 'part'> {
  readonly key: string
}

/**
 * Draws a new card or draws one again; `isNew` tells which. Refuses with `evidenceUnknown`, `textRefused`, and
 * `malformedRequest` (a value that does not exist).
 */
export async function setCard(
  database: Database,
  editor: Editor | undefined,
  address: CardAddress,
  card: WrittenCard,
): Promise<Revised & { isNew: boolean }> {
  checkText(card.headline, '/headline')
  checkText(card.text, '/text')
  checkValue(card.value)
  let isNew = false
  const revised = await revisePart(
    database,
    editor,
    { ...address, part: 'card' },
    (transaction, document, content) => {
      checkEvidence(content, card.evidence)
      isNew = content.cards.every((each) => each.key !== address.key)
      return draftCard(transaction, document, draftOf(content), { key: address.key, card })
    },
  )
  return { ...revised, isNew }
}

/** The draft with this card in it: in its old place, or last. */
export async function draftCard(
  reader: Reader,
  document: DocumentRow,
  draft: Draft,
  { key, card }: { key: string; card: WrittenCard },
): Promise<Draft> {
  const units = cardUnits(key)
  const headline = unitOfText(card.headline, document.sourceLocale)
  const text = unitOfText(card.text, document.sourceLocale)
  const named = await editUnit(reader, document.id, draft, { key: units.headline, unit: headline })
  const worded = await editUnit(reader, document.id, named, { key: units.text, unit: text })
  const { kind, topics, value } = card
  const cards = withCard(worded.content, { key, kind, topics: [...new Set(topics)], value })
  return withEvidence({ ...worded, content: { ...worded.content, cards } }, units.text, card.evidence)
}

function withCard(content: Content, card: DrawnCard): DrawnCard[] {
  const at = content.cards.findIndex((each) => each.key === card.key)
  return at < 0 ? [...content.cards, card] : content.cards.with(at, card)
}

/** Takes a card out of the original. Refuses with `noSuchCard`. Its words stay in earlier revisions and editions. */
export async function removeCard(
  database: Database,
  editor: Editor | undefined,
  address: CardAddress,
): Promise<Revised> {
  return revisePart(
    database,
    editor,
    { ...address, part: 'card' },
    async (transaction, document, content) => {
      const { key } = address
      if (content.cards.every((each) => each.key !== key)) throw new Refusal('noSuchCard', { key })
      const units = cardUnits(key)
      const start = draftOf({ ...content, cards: content.cards.filter((each) => each.key !== key) })
      const wordless = await editUnit(transaction, document.id, start, {
        key: units.headline,
        unit: undefined,
      })
      const draft = await editUnit(transaction, document.id, wordless, { key: units.text, unit: undefined })
      return withEvidence(draft, units.text, [])
    },
  )
}
