import type { Lexicon } from './language/index.ts'
import { isSmall, isStarter, spacedBefore, wordBefore } from './word.ts'
import type { Candidate, Word } from './word.ts'

/**
 * Whether the full stop of a candidate belongs to an abbreviation, an initial, an ordinal or a list number,
 * and so ends no sentence. In order:
 *
 *     1. Foo           a number or letter at the head of a sentence numbers it → true
 *     am 3. Oktober    'oktober' follows ordinals in German                   → true
 *     in the U.S. He   'u.s' is medial, but 'he' opens sentences              → false
 *     M. Dupont        a lone capital is an initial                           → true
 *     voir pp. 12–14   'pp' is numeric, and a number follows                  → true
 */
export function endsAbbreviated(candidate: Candidate, following: Word, lexicon: Lexicon): boolean {
  const { text, start, end } = candidate
  const word = wordBefore(text, start)
  if (word === '') return false
  if (isListNumber(candidate, word)) return true
  if (/[^\p{Cf}]/u.test(text.slice(start + 1, end))) return false
  if (/^\p{Nd}+$/u.test(word)) return isOrdinal(candidate, word, following, lexicon)
  return isAbbreviation(word, candidate, following, lexicon)
}

/** `1.`, `a.` or `II.` with nothing before it but brackets and bullets. */
function isListNumber({ text, sentence, start }: Candidate, word: string): boolean {
  if (!/^(?:\p{Nd}{1,3}|\p{L}|[ivxIVX]{1,5})$/u.test(word)) return false
  const head = text.slice(sentence, Math.min(start, sentence + 12) - word.length)
  return start - sentence <= 12 && /^[\s\p{Pd}•‣⁃◦▪·*([]*$/u.test(head)
}

function isOrdinal({ text, start }: Candidate, word: string, following: Word, lexicon: Lexicon): boolean {
  if (word.length > 3 || lexicon.afterOrdinal.size === 0) return false
  if (lexicon.afterOrdinal.has(following.word.toLowerCase())) return true
  const from = start - word.length
  if (beginsNumber(following) && /\p{Nd}\.\s?$/u.test(text.slice(Math.max(0, from - 4), from))) return true
  const before = /(\p{L}+)\s+$/u.exec(text.slice(Math.max(0, from - 24), from))?.[1] ?? ''
  if (isStarter(following, lexicon)) return false
  return lexicon.beforeOrdinal.has(before.toLowerCase())
}

/** A list holds small letters, which match either case, and words with a capital, which match as they are. */
function listed(list: ReadonlySet<string>, word: string): boolean {
  return list.has(word) || list.has(word.toLowerCase())
}

function isAbbreviation(word: string, candidate: Candidate, following: Word, lexicon: Lexicon): boolean {
  const opens = isStarter(following, lexicon)
  const forms = [word, spacedBefore(candidate.text, candidate.start)]
  if (forms.some((form) => listed(lexicon.medial, form))) return !opens
  if (forms.some((form) => listed(lexicon.trailing, form)))
    return !opens && isWaiting(candidate, word, following)
  if (forms.some((form) => listed(lexicon.leading, form))) return true
  if (beginsNumber(following) && (listed(lexicon.numeric, word) || isUnit(candidate, word))) return true
  if (/^(?:\p{L}\p{M}*\.)*\p{L}\p{M}*$/u.test(word)) return isSmall(word) ? !isUnit(candidate, word) : !opens
  const last = /[.-](\p{L}{2,})$/u.exec(word)?.[1] ?? ''
  return listed(lexicon.leading, last)
}

/** `5 ft.`, `3 m.`: a unit after a number may end a sentence, unlike `z. B.` and `50 v. Chr.` */
function isUnit({ text, start }: Candidate, word: string): boolean {
  const from = start - word.length
  return (
    /^(?:[ghjlmstмгчлс]|\p{L}{2})$/u.test(word) && /\p{Nd}\s?$/u.test(text.slice(Math.max(0, from - 2), from))
  )
}

/** `p. 5`, `vol. II`, `art. § 3`, `art. L. 123`. */
function beginsNumber(following: Word): boolean {
  if (following.stopped && /^\p{Lu}$/u.test(following.word)) return true
  return /^(?:\p{N}|[IVXLC]+$|\p{Lu}\p{Nd}|[°º№§])/u.test(following.word)
}

/** `in A.D. 79`, `At 5 a.m. Mr. Hill came`: a date or time at the head of a sentence waits for its clause. */
function isWaiting({ text, sentence, start }: Candidate, word: string, following: Word): boolean {
  if (isSmall(following.word) || /^\p{Lu}{2,4}$/u.test(following.word)) return true
  const from = start - word.length
  if (beginsNumber(following) && !/\p{Nd}\s*$/u.test(text.slice(Math.max(0, from - 3), from))) return true
  if (start - sentence > 40) return false
  const head = text.slice(sentence, start).trim()
  if (head === word) return true
  return /^(?:at|by|around|about|before|after|until|since|in|from)\s+[\p{Nd}:.]+\s/iu.test(head)
}
