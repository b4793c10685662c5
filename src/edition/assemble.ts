import { cardUnits } from '../document/content.ts'
import type { Content, DrawnCard, PlacedUnit } from '../document/content.ts'
import { formatPartialDate } from '../locale/date-value.ts'
import { hasMarkup, inlineHtml, parseInline } from '../segment/inline.ts'
import type { Inline } from '../segment/inline.ts'
import { joinSentences } from '../segment/sentences.ts'
import type { Block, Card, EditionBody, Passage, ShownSegment, Summary } from './body.ts'
import { valueView } from './value-view.ts'

/** What an edition is compiled from. `translations` are by segment id; the source locale's edition has none. */
export interface Ingredients {
  readonly content: Content
  readonly locale: string
  readonly sourceLocale: string
  readonly translations: ReadonlyMap<string, string>
}

/** `html` only where there is markup that plain text would lose. */
function shown(inline: Inline): { text: string; html?: string } {
  return hasMarkup(inline) ? { text: inline.text, html: inlineHtml(inline) } : { text: inline.text }
}

/**
 * Compiles an edition: every unit of the revision in the edition's language, sentence by sentence, and the values as
 * that language writes them. A sentence with no translation is shown in the source language and says so.
 * Pure: the same ingredients give the same body.
 */
export function assemble(ingredients: Ingredients): EditionBody {
  const { content, locale } = ingredients
  const passages = new Map(content.units.map((unit) => [unit.key, passage(unit, ingredients)]))
  const empty: Passage = { text: '', segments: [] }
  const passageOf = (key: string): Passage => passages.get(key) ?? empty
  const present = new Set(content.units.flatMap((unit) => unit.segments.map((segment) => segment.id)))
  const evidenceOf = (unit: string) => (content.evidence.get(unit) ?? []).filter((id) => present.has(id))
  const summary: Summary | null = passages.has('summary')
    ? { ...passageOf('summary'), evidence: evidenceOf('summary').map(publicId) }
    : null
  return {
    asOf:
      content.asOf === null ? null : { value: content.asOf, text: formatPartialDate(content.asOf, locale) },
    topics: content.topics,
    title: passageOf('title'),
    summary,
    cards: content.cards.map((card) => cardView(card, locale, passageOf, evidenceOf)),
    body: content.units.flatMap((unit) => blockView(unit, passageOf)),
  }
}

/** The id of a segment as the API writes it: `s_` and the UUID's digits. */
export const publicId = (id: string): string => `s_${id.replaceAll('-', '')}`

function passage(unit: PlacedUnit, ingredients: Ingredients): Passage {
  const { locale, sourceLocale, translations } = ingredients
  if (unit.shape?.kind === 'code') return codePassage(unit)
  const texts = unit.segments.map((segment) => translations.get(segment.id))
  const segments = unit.segments.map((segment, at): ShownSegment => {
    const text = texts[at]
    const isGap = text === undefined && locale !== sourceLocale
    const view = { id: publicId(segment.id), ...shown(parseInline(text ?? segment.text)) }
    return isGap ? { ...view, locale: sourceLocale } : view
  })
  const sentences = unit.segments.map((segment, at) => texts[at] ?? segment.text)
  const gaps = unit.segments.map((segment) => segment.gap)
  const whole = joinSentences(sentences, locale === sourceLocale ? gaps : undefined)
  return { ...shown(parseInline(whole)), segments }
}

/** Code is the same in every language. */
function codePassage(unit: PlacedUnit): Passage {
  const segments = unit.segments.map(({ id, text }) => ({ id: publicId(id), text }))
  return { text: segments.map((segment) => segment.text).join('\n'), segments }
}

function cardView(
  card: DrawnCard,
  locale: string,
  passageOf: (key: string) => Passage,
  evidenceOf: (unit: string) => string[],
): Card {
  const units = cardUnits(card.key)
  return {
    key: card.key,
    kind: card.kind,
    topics: card.topics,
    value: valueView(card.value, locale),
    headline: passageOf(units.headline),
    text: passageOf(units.text),
    evidence: evidenceOf(units.text).map(publicId),
  }
}

function blockView(unit: PlacedUnit, passageOf: (key: string) => Passage): Block[] {
  if (unit.shape === null) return []
  const { kind, level, ...rest } = unit.shape
  return [{ kind, key: unit.key, ...(level > 0 ? { level } : {}), ...rest, ...passageOf(unit.key) }]
}
