import { v7 as newId } from 'uuid'
import type { Sentence } from '../segment/sentences.ts'
import type { BlockShape } from '../segment/block.ts'
import type { PlacedSegment, PlacedUnit } from './content.ts'
import { match } from './match/match.ts'
import type { Fate, Matching } from './match/match.ts'

/** A unit as it is to be: `key` undefined lets matching decide which unit it continues, if any. */
export interface NewUnit {
  readonly shape: BlockShape | null
  readonly sentences: readonly Sentence[]
}

/** A sentence that had no row yet. */
export interface BornSegment {
  readonly id: string
  readonly unit: string
  readonly text: string
  readonly predecessor: string | null
}

/** What an edit did to the sentences that it touched. */
export interface Redraft {
  readonly units: readonly PlacedUnit[]
  readonly newUnits: readonly string[]
  readonly born: readonly BornSegment[]
  /** Ids of the segments that stay, or come back from an earlier revision: their translations are good. */
  readonly staying: readonly string[]
  /** For each sentence that changed into one that never was, the id of the one that it descends from. */
  readonly predecessors: readonly string[]
  /** How many sentences had which fate; those that came back count as what they are to the revision before. */
  readonly kept: number
  readonly changed: number
  readonly added: number
  readonly removed: number
}

/** Segments of earlier revisions by text, for sentences that come back: an edit undone gets its translations back. */
export type Former = ReadonlyMap<string, readonly string[]>

/** Gives out each former segment once, and none that the new revision has already. */
class Attic {
  readonly #former: Former
  readonly #used: Set<string>

  constructor(former: Former, used: Iterable<string>) {
    this.#former = former
    this.#used = new Set(used)
  }

  take(text: string): string | undefined {
    const id = this.#former.get(text)?.find((each) => !this.#used.has(each))
    if (id !== undefined) this.#used.add(id)
    return id
  }
}

const oldBlock = (unit: PlacedUnit) => ({
  unit: unit.key,
  kind: unit.shape?.kind ?? unit.key,
  segments: unit.segments,
})

const newBlock = (unit: NewUnit, kind: string) => ({
  kind: unit.shape?.kind ?? kind,
  sentences: unit.sentences.map((sentence) => sentence.text),
})

/** Which fate each sentence of the new units has. Pure; the first half of a redraft. */
export function matchUnits(before: readonly PlacedUnit[], after: readonly NewUnit[]): Matching {
  const kind = before[0]?.key ?? 'unit'
  return match(
    before.map(oldBlock),
    after.map((unit) => newBlock(unit, kind)),
  )
}

/** The texts of all sentences that are not kept: those for which an earlier revision may hold a segment. */
export function newTexts(after: readonly NewUnit[], matching: Matching): string[] {
  return after.flatMap((unit, at) =>
    unit.sentences
      .filter((_, sentence) => matching.blocks[at]?.sentences[sentence]?.fate !== 'kept')
      .map((sentence) => sentence.text),
  )
}

/**
 * Turns fates into segments: a kept sentence is its segment, one that comes back is its former segment, any other
 * gets a row of its own. `keyOf` names a unit that continues none.
 */
export function redraft(
  after: readonly NewUnit[],
  matching: Matching,
  more: { former: Former; inUse: Iterable<string>; keyOf: () => string },
): Redraft {
  const attic = new Attic(more.former, more.inUse)
  const newUnits: string[] = []
  const born: BornSegment[] = []
  const staying: string[] = []
  const predecessors: string[] = []

  const place = (sentence: Sentence, fate: Fate, unit: string): PlacedSegment => {
    const { text, gap } = sentence
    const existing = fate.fate === 'kept' ? fate.id : attic.take(text)
    if (existing !== undefined) {
      staying.push(existing)
      return { id: existing, text, gap }
    }
    const predecessor = fate.fate === 'changed' ? fate.predecessor : null
    if (predecessor !== null) predecessors.push(predecessor)
    const id = newId()
    born.push({ id, unit, text, predecessor })
    return { id, text, gap }
  }

  const units = after.map((unit, at): PlacedUnit => {
    const matched = matching.blocks[at]
    const key = matched?.unit ?? more.keyOf()
    if (matched?.unit === undefined) newUnits.push(key)
    return {
      key,
      shape: unit.shape,
      segments: unit.sentences.map((sentence, index) =>
        place(sentence, matched?.sentences[index] ?? { fate: 'new' }, key),
      ),
    }
  })
  const fates = matching.blocks.flatMap((block) => block.sentences)
  const count = (fate: Fate['fate']) => fates.filter((each) => each.fate === fate).length
  const counts = { kept: count('kept'), changed: count('changed'), added: count('new') }
  return { units, newUnits, born, staying, predecessors, ...counts, removed: matching.removed.length }
}
