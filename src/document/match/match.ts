/**
 * Matches a new revision of an original with the previous one, so that translations stay exactly where the sentence
 * stayed. Pure: texts in, decisions out.
 *
 * 1. Blocks: identical ones, then those that share most sentences, to the letter or nearly (blocks.ts).
 * 2. A sentence with the same text is *kept*: inside matched blocks first, then wherever it went. For every text as
 *    many sentences are kept as both revisions have, so no translation of an unchanged sentence is lost, whatever
 *    happened around it (sentences.ts, order.ts, equal.ts).
 * 3. A sentence that is similar to an old one which is not kept is *changed* and names it as predecessor
 *    (similarity.ts, similar.ts, index.ts).
 * 4. A sentence that is the other half of a split one names the same predecessor (split.ts).
 * 5. Every other sentence is *new*; every old one neither kept nor named is *removed*.
 *
 * Worked example:
 *
 *     before  b1  Le pays compte 12 régions. Oui.        after  Oui. Oui.
 *             b2  Oui.                                          Le pays compte 13 régions. Oui.
 *             b3  Il a adhéré en 1995.                          Tout est neuf ici.
 *
 *     blocks  b1 shares most of its text with the second, so that is b1; b2 shares Oui. with the first; the third
 *             shares nothing with b3 and is a new unit
 *     kept    Oui. of b2 stays b2's, Oui. of b1 stays b1's; the third Oui. has no old one left
 *     changed « 13 régions » names « 12 régions »
 *     new     the second Oui. of the first block, and the third block, which has nothing of b3
 *     removed « Il a adhéré en 1995. »
 *
 * Steps are linear in the text but for sorting: nothing compares all with all (the caps are in index.ts,
 * sharing.ts and common.ts).
 */
import { matchBlocks } from './blocks.ts'
import { layOut } from './layout.ts'
import type { Pairing } from './pairing.ts'
import { changeSentences, keepSentences } from './sentences.ts'
import { joinHalves } from './split.ts'

/** A block of the previous revision. `unit` is its key; units differ from each other, and so do the ids. */
export interface OldBlock {
  readonly unit: string
  readonly kind: string
  readonly segments: readonly { readonly id: string; readonly text: string }[]
}

/** A block of the new revision. */
export interface NewBlock {
  readonly kind: string
  readonly sentences: readonly string[]
}

/** What became of the old sentences in a new one: the same segment, one that names a predecessor, or neither. */
export type Fate = { fate: 'kept'; id: string } | { fate: 'changed'; predecessor: string } | { fate: 'new' }

/** A new block: the unit that it continues, `undefined` for a new unit, and the fates of its sentences in order. */
export interface MatchedBlock {
  readonly unit: string | undefined
  readonly sentences: readonly Fate[]
}

/** One matched block per new block, in order; `removed` has the old ids neither kept nor named, in order. */
export interface Matching {
  readonly blocks: readonly MatchedBlock[]
  readonly removed: readonly string[]
}

/**
 * Decides what each new block and sentence continues. Deterministic. No id is kept twice, no unit used twice, and no
 * kept segment is anyone's predecessor; two sentences name the same predecessor only if it was split. Of sentences
 * that were merged the most similar one is the predecessor, the others are removed.
 */
export function match(before: readonly OldBlock[], after: readonly NewBlock[]): Matching {
  const ids = before.flatMap((block) => block.segments.map((segment) => segment.id))
  const old = before.map(({ kind, segments }) => ({ kind, texts: segments.map((segment) => segment.text) }))
  const laid = layOut(
    old,
    after.map(({ kind, sentences }) => ({ kind, texts: sentences })),
  )
  const blocks = matchBlocks(laid.before, laid.after)
  const kept = keepSentences(laid.before, laid.after, blocks)
  const predecessors = changeSentences(laid.before, laid.after, blocks, kept).oldOf
  joinHalves(laid.before, laid.after, predecessors, (position) => kept.oldOf[position] === -1)
  const fates = Array.from(kept.oldOf, (same, position) =>
    fateOf(ids[same], ids[predecessors[position] ?? -1]),
  )
  return {
    blocks: after.map((block, y) => ({
      unit: before[blocks.oldOf[y] ?? -1]?.unit,
      sentences: fates.slice(laid.after.starts[y], (laid.after.starts[y] ?? 0) + block.sentences.length),
    })),
    removed: removedFrom(ids, kept, predecessors),
  }
}

function fateOf(same: string | undefined, predecessor: string | undefined): Fate {
  if (same !== undefined) return { fate: 'kept', id: same }
  return predecessor === undefined ? { fate: 'new' } : { fate: 'changed', predecessor }
}

function removedFrom(ids: readonly string[], kept: Pairing, predecessors: Int32Array): string[] {
  const named = new Set(predecessors)
  return ids.filter((_, position) => kept.newOf[position] === -1 && !named.has(position))
}
