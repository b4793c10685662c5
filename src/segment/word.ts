import type { Lexicon } from './language/index.ts'

/**
 * One place where a sentence may end: a run of marks, with the closing marks and references that belong to
 * it and the white space after it. Offsets count UTF-16 code units.
 *
 *     He said “Go!” [2]  Then he left.
 *                ^^^^^^^^ marks '!', start at the mark, end after ']', next at 'T'
 */
export interface Candidate {
  readonly text: string
  /** Where the sentence at hand begins. */
  readonly sentence: number
  /** The marks, without spaces between them; a line break stands for itself. */
  readonly marks: string
  readonly start: number
  readonly end: number
  readonly next: number
}

/** The word after a candidate. */
export interface Word {
  /** The opening marks before it, with white space. */
  readonly openers: string
  readonly word: string
  /** Where the word begins. */
  readonly at: number
  /** A full stop follows it at once. */
  readonly stopped: boolean
}

const before = /[\p{L}\p{M}\p{N}\p{Cf}№§°º.&/=_@#?+\-'’]+$/u
const openers = /[\p{Ps}\p{Pi}\p{Pf}\p{Pd}\p{Cf}\s"'`¿¡•*_~]{0,12}/uy
const word = /[\p{L}\p{M}\p{N}°º№§'’-]{1,32}/uy
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|dall|sull|un|quell)'/u

/** The word that ends at an offset (`Ing` of `l’Ing.`), at most 24 characters, without invisible ones. */
export function wordBefore(text: string, offset: number): string {
  const reach = text.slice(Math.max(0, offset - 24), offset).replace(/[ \u00a0]$/, '')
  const found = before.exec(reach)?.[0] ?? ''
  return found.replace(/\p{Cf}+/gu, '').replace(/^(?:\p{L}*['’](?=\p{L}{2})|['’.\-/])+/u, '')
}

/** The single letters with full stops that end at an offset, without spaces: `z.B` of `z. B`; or nothing. */
export function spacedBefore(text: string, offset: number): string {
  const found = /(?<![\p{L}\p{M}])(?:\p{L}\.[ \u00a0\u202f]?){1,3}\p{L}$/u.exec(
    text.slice(Math.max(0, offset - 10), offset),
  )
  return found?.[0].replace(/\s/gu, '') ?? ''
}

/** The word at an offset, after any opening marks. */
export function wordAfter(text: string, offset: number): Word {
  openers.lastIndex = offset
  const skipped = openers.exec(text)?.[0] ?? ''
  const at = offset + skipped.length
  word.lastIndex = at
  const found = word.exec(text)?.[0] ?? ''
  return { openers: skipped, word: found, at, stopped: text.charAt(at + found.length) === '.' }
}

/** A small letter that begins no name: `iPhone`, `eBay` and `d’Artagnan` count as capitalised. */
export function isSmall(following: string): boolean {
  return /^\p{Ll}/u.test(following) && !/^\p{Ll}{1,2}['’]?\p{Lu}/u.test(following)
}

/** Whether a word that often opens sentences opens one here: `The`, `L’Europe`, `It’s`, not `the` or `I.` */
export function isStarter(following: Word, lexicon: Lexicon): boolean {
  if (!/^(?:\p{Lu}|\p{Lo})/u.test(following.word)) return false
  if (following.stopped && /^\p{L}\p{M}*$/u.test(following.word)) return false
  const lower = following.word.toLowerCase().replaceAll('’', "'")
  return (
    lexicon.starters.has(lower) ||
    elided.test(lower) ||
    lexicon.starters.has(lower.replace(/'\p{L}{1,2}$/u, ''))
  )
}
