import { endsAbbreviated } from './abbreviation.ts'
import type { Lexicon } from './language/index.ts'
import { isSmall, isStarter, wordAfter, wordBefore } from './word.ts'
import type { Candidate, Word } from './word.ts'

/** What the splitter knows of a block before it reads it. */
export interface Reading {
  readonly lexicon: Lexicon
  /** The block begins with a small letter, as chat does: its sentences may too. */
  readonly uncapitalised: boolean
}

/** Marks that end a sentence whatever follows, white space or not: those of scripts without capitals. */
const absolute = /[^.!?…‥⋯‼⁇⁈⁉‽;:]/u
const continuing = /^(?:[,;:،؛、，；：)\]}/%=+&|](?!-?[)(]))/u

/** Whether a sentence ends at this candidate: `!` in `« Oui ! » dit-il.` does not, in `Oui ! Il` it does. */
export function endsSentence(candidate: Candidate, reading: Reading): boolean {
  const { text, marks, start, end, next } = candidate
  if (next >= text.length) return false
  if (/[([]/.test(text.charAt(start - 1)) && /[)\]]/.test(text.charAt(start + marks.length))) return false
  if (continuing.test(text.slice(next, next + 3))) return false
  if (absolute.test(marks)) return !isDecimal(candidate) && !quotedInJapanese(candidate)
  if (end === next) return endsGlued(candidate, reading)
  const after = wordAfter(text, next)
  if (/[¿¡]/u.test(after.openers)) return true
  if (isSmall(after.word)) return startsSmall(candidate, after, reading)
  if (isEllipsis(marks)) return !/^\p{Lo}/u.test(after.word)
  return marks !== '.' || !endsAbbreviated(candidate, after, reading.lexicon)
}

/** A run of three dots; in a script without capitals nothing tells whether it ends a sentence. */
function isEllipsis(marks: string): boolean {
  return /^(?:[…⋯‥]+|\.{2,3})$/u.test(marks)
}

/** `３．５`: a full-width full stop between digits. */
function isDecimal({ text, marks, start, next }: Candidate): boolean {
  return marks === '．' && /\p{Nd}/u.test(text.charAt(start - 1)) && /\p{Nd}/u.test(text.charAt(next))
}

/** `「行こう！」と言った`: a particle goes on with what was quoted. */
function quotedInJapanese({ text, end, next }: Candidate): boolean {
  return (
    end === next &&
    /[」』）]/u.test(text.charAt(end - 1)) &&
    /[とってはがをにのもで]/u.test(text.charAt(next))
  )
}

/** `world.Today is`: without white space only a word that opens sentences tells, and none in an address. */
function endsGlued({ text, start, end, marks }: Candidate, { lexicon }: Reading): boolean {
  if (marks.length > 1 || end !== start + 1) return false
  const before = text.slice(Math.max(0, start - 24), start)
  if (!/(?:^|[\s"“‘«(])(?:[\p{L}'’]*\p{Ll}{2}|[\p{Nd},]+)$/u.test(before)) return false
  const after = wordAfter(text, end)
  const token = text.slice(after.at, after.at + 48).split(/\s/u, 1)[0] ?? ''
  if (after.openers !== '' || /[@/\\(_=]|\p{L}[.!?:]\p{L}/u.test(token)) return false
  const capital = /^\p{Lu}\p{Ll}/u.test(after.word)
  const numeral = /^[IVX]{2,}$/.test(after.word)
  return numeral || isStarter(after, lexicon) || (capital && lexicon.leading.has(after.word.toLowerCase()))
}

/** Where the block is written without capitals: after a whole word, since an abbreviation may be unlisted. */
function startsSmall(candidate: Candidate, after: Word, { lexicon, uncapitalised }: Reading): boolean {
  const { text, marks, start, end, next } = candidate
  if (/^(?:https?|www)\b/.test(text.slice(next, next + 6))) return true
  if (!uncapitalised || isEllipsis(marks) || /[^\p{Cf}]/u.test(text.slice(start + marks.length, end)))
    return false
  if (marks !== '.') return true
  const word = wordBefore(text, start)
  const isWhole = /\p{L}{4}$/u.test(word) || lexicon.starters.has(word)
  return isWhole && !endsAbbreviated(candidate, after, lexicon)
}
