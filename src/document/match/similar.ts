/**
 * Pairs what is similar, the most similar first.
 *
 *     old  a b c d e.  v w x y z.        new  a b c d f.  v w x q z.
 *     scores 0.8 and 0.75 for the straight pairs, nothing for the crossed ones: both are paired
 *
 * Of equal scores the one that stays nearest to its place wins, then the earlier. Each item is paired at most once.
 */
import { candidatesAmong, type Item } from './index.ts'
import { isLikely, likenesses, type Where } from './similarity.ts'

/** An old and a new item with their likeness, from 0 to 1. */
export interface Candidate {
  readonly before: Item
  readonly after: Item
  readonly score: number
}

/** Pairs that go together, best first; `where` says how far the two are from each other, and so how alike they must be. */
export function similarPairs(
  before: readonly Item[],
  after: readonly Item[],
  where: 'elsewhere' | ((before: Item, after: Item) => Where),
): Candidate[] {
  if (before.length === 0 || after.length === 0) return []
  const candidatesFor = candidatesAmong(before, where !== 'elsewhere')
  const candidates: Candidate[] = []
  for (const item of after) {
    const olds = candidatesFor(item)
    const scores = likenesses(
      item.features,
      olds.map((old) => old.features),
    )
    olds.forEach((old, at) => {
      const score = scores[at] ?? 0
      if (isLikely(score, old.features, item.features, where === 'elsewhere' ? where : where(old, item))) {
        candidates.push({ before: old, after: item, score })
      }
    })
  }
  return bestFirst(candidates)
}

function bestFirst(candidates: Candidate[]): Candidate[] {
  const taken = { before: new Set<number>(), after: new Set<number>() }
  const pairs: Candidate[] = []
  for (const candidate of candidates.toSorted(better)) {
    const { before, after } = candidate
    if (taken.before.has(before.at) || taken.after.has(after.at)) continue
    taken.before.add(before.at)
    taken.after.add(after.at)
    pairs.push(candidate)
  }
  return pairs
}

function better(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    distance(one) - distance(other) ||
    one.after.at - other.after.at ||
    one.before.at - other.before.at
  )
}

function distance({ before, after }: Candidate): number {
  return Math.abs(before.place - after.place)
}
