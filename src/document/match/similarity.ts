/**
 * How alike two sentences are, whatever their script.
 *
 * What is compared are the runs of three characters of the folded text (fold.ts), each as often as it occurs,
 * and each number once more as itself:
 *
 *     « En 2007, 5 pays. »  →  "  en 0 0 pays "  →  __e _en en_ n_0 _0_ 0_0 _0_ 0_p _pa pay ays ys_  and  2007 5
 *
 * so the same sentence with `2008` and `6` shares 12 of 14. A character of Chinese or Japanese carries what a word
 * does; folding sets each one apart, and the runs of three are then single characters and pairs:
 *
 *     「三十國」  →  "  三 十 國 "  →  __三 _三_ 三_十 _十_ 十_國 _國_
 *
 * Words by `Intl.Segmenter` part the edited from the unrelated no better (measured on a multilingual declaration
 * and on three years of an application's strings), cost several times as much, and their limits move with the
 * version of ICU, so that the same revision could match differently after an upgrade. Pairs of letters take four
 * times as many unrelated sentences for likely ones.
 */
import { fold } from './fold.ts'

/** What a sentence is compared by. Hashes are of 16 bits where nothing else is said; a collision costs a shade. */
export interface Features {
  /** Its runs of three and its numbers. */
  readonly runs: Uint16Array
  /** The same with second and later occurrences told apart, so that none occurs twice but by collision. */
  readonly marks: Uint16Array
  /** What it is looked up by (index.ts): hashes of 32 bits of stretches long enough to be rare. */
  readonly keys: Int32Array
}

/** What `text` is compared by. Texts are expected in NFC, as the service stores them. */
export function featuresOf(text: string): Features {
  const { units, numbers } = fold(text)
  const hashes = new Int32Array(units.length - 2)
  for (let at = 2; at < units.length; at += 1) {
    hashes[at - 2] = hashOfThree(units[at - 2] ?? 0, units[at - 1] ?? 0, units[at] ?? 0)
  }
  const runs = new Uint16Array(hashes.length + numbers.length)
  runs.set(hashes)
  runs.set(numbers.map(hashOf), hashes.length)
  return { runs, marks: toldApart(runs), keys: keysOf(hashes) }
}

/** A table by run, all zero between calls: how often it was met, or whether it is there. */
const table = new Uint16Array(0x10000)

function toldApart(runs: Uint16Array): Uint16Array {
  const marks = new Uint16Array(runs.length)
  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at] ?? 0
    const met = table[run] ?? 0
    table[run] = met + 1
    marks[at] = run + Math.imul(met, 0x9e37)
  }
  write(runs, 0)
  return marks
}

function write(runs: Uint16Array, value: number): void {
  for (let at = 0; at < runs.length; at += 1) table[runs[at] ?? 0] = value
}

const sampledFrom = 48

/**
 * Nine characters at every place of a short sentence; of a long one the quarter of them whose hashes end in two
 * zero bits, which are the same quarter wherever those characters stand.
 */
function keysOf(hashes: Int32Array): Int32Array {
  const keys = new Int32Array(Math.max(0, hashes.length - 6))
  let length = 0
  for (let at = 6; at < hashes.length; at += 1) {
    const key = hashOfThree(hashes[at - 6] ?? 0, hashes[at - 3] ?? 0, hashes[at] ?? 0)
    if (hashes.length < sampledFrom || (key & 3) === 0) keys[length++] = key >> 2
  }
  return keys.subarray(0, length)
}

function hashOfThree(first: number, second: number, third: number): number {
  const mixed = Math.imul(Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b) ^ third, 0xc2b2ae35)
  return mixed ^ (mixed >>> 15)
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** Where the one stands, seen from the other: see `isLikely`. */
export type Where = 'beside' | 'inside' | 'elsewhere'

/** Half a sentence is worth this much of a whole one: enough for a likeness `here`, never for one `elsewhere`. */
const partWeight = 0.65
/** A part is told from chance only if the whole is not too much longer than it. */
const wholeAtMost = 6
/** Fewer features than these (about two words) can agree by chance. */
const few = 12

/**
 * From 0 (nothing in common) to 1 (equal once folded), for each of `others`: the share of runs in common (Sørensen
 * and Dice), or for a sentence that is contained in the other, as after a split or a merge, the weighted share of
 * the shorter one. One is held against many at a time because that takes half the time.
 */
export function likenesses(one: Features, others: readonly Features[]): number[] {
  write(one.marks, 1)
  const common = others.map(({ marks }) => {
    let sum = 0
    for (let at = 0; at < marks.length; at += 1) sum += table[marks[at] ?? 0] ?? 0
    return sum
  })
  write(one.marks, 0)
  return others.map((other, at) => likeness(one.marks.length, other.marks.length, common[at] ?? 0))
}

function likeness(one: number, other: number, inCommon: number): number {
  const shorter = Math.min(one, other)
  const longer = Math.max(one, other)
  const common = Math.min(inCommon, shorter)
  if (common === 0) return 0
  const whole = (2 * common) / (shorter + longer)
  const part = shorter < few || longer > wholeAtMost * shorter ? 0 : (partWeight * common) / shorter
  return Math.max(whole, part)
}

/**
 * May the one have become the other? `beside` (between the same neighbours) and `inside` (the same block) half is
 * enough; `elsewhere` it must be most of it. A word or a number is recognised only beside, and by a little more
 * than half: « 12 » → « 13 » passes, « Paris » → « Parme » does not.
 */
export function isLikely(score: number, one: Features, other: Features, where: Where): boolean {
  if (Math.min(one.runs.length, other.runs.length) < few) return where === 'beside' && score >= 0.6
  return score >= (where === 'elsewhere' ? 0.7 : 0.5)
}

const leastOfHalf = 0.6

/** Is `half` what is left of `whole` when the halves already found are taken away? At least three in five of it. */
export function isRemainder(half: Features, whole: Features, found: readonly Features[]): boolean {
  for (const run of whole.runs) table[run] = (table[run] ?? 0) + 1
  for (const other of found) takeAway(other.runs)
  const common = takeAway(half.runs)
  write(whole.runs, 0)
  return common > 0 && common >= leastOfHalf * half.runs.length
}

/** Takes the runs out of the table that are still there, and says how many. */
function takeAway(runs: Uint16Array): number {
  let taken = 0
  for (const run of runs) {
    const left = table[run] ?? 0
    if (left === 0) continue
    table[run] = left - 1
    taken += 1
  }
  return taken
}
