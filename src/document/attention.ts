import { cardUnits } from './content.ts'
import type { Content } from './content.ts'

/** A part that was drawn from sentences which have since changed or gone: whoever wrote it should look again. */
export interface Attention {
  readonly part: 'summary' | 'card'
  readonly key?: string
  /** Ids of the segments that are no longer in the revision. */
  readonly evidence: readonly string[]
}

/** What needs another look in this content: evidence that has left it. Derived each time, never stored. */
export function attentionIn(content: Content): Attention[] {
  const present = new Set(content.units.flatMap((unit) => unit.segments.map((segment) => segment.id)))
  const gone = (unit: string) => (content.evidence.get(unit) ?? []).filter((id) => !present.has(id))
  const summary: Attention[] = [{ part: 'summary', evidence: gone('summary') }]
  const cards = content.cards.map(({ key }): Attention => ({
    part: 'card',
    key,
    evidence: gone(cardUnits(key).text),
  }))
  return [...summary, ...cards].filter((each) => each.evidence.length > 0)
}
