import { endsAbbreviated } from './abbreviation.ts'
import type { Reading } from './boundary.ts'
import { isSmall, wordAfter } from './word.ts'
import type { Candidate } from './word.ts'

/** Line breaks: those of Unicode's mandatory breaks that white space may hold. */
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu

const item = /(?:[•‣⁃◦▪·*+–—-]\s|\(?(?:\p{Nd}{1,3}|\p{L}|[ivxIVX]{1,5})(?:\.\)|[.)])\s)/uy
/** A line of this many characters and no final mark was wrapped, not ended. */
const wrapped = { from: 60, to: 110 }
/** A line of at most this many words stands for itself: an item, a label. */
const label = 2

/**
 * Whether a line break within the white space after a candidate ends the sentence. An empty line, a list
 * item, a finished sentence or a short line end it; a long line that runs on in small letters does not.
 */
export function endsLine(candidate: Candidate, { lexicon }: Reading): boolean {
  const { text, sentence, start, end, next, marks } = candidate
  if (next >= text.length) return false
  const breaks = text.slice(end, next).match(lineBreak)?.length ?? 0
  if (breaks === 0) return false
  item.lastIndex = next
  if (breaks > 1 || item.test(text)) return true
  const after = wordAfter(text, next)
  if (end > start) return marks !== '.' || !endsAbbreviated(candidate, after, lexicon)
  const line =
    text
      .slice(sentence, end)
      .slice(-wrapped.to - 1)
      .split(lineBreak)
      .at(-1)
      ?.trim() ?? ''
  if (isSmall(after.word)) return line.split(/\s+/u).length <= label
  if (/[:：]$/u.test(line)) return true
  return !/[,;–—-]$/u.test(line) && (line.length < wrapped.from || line.length > wrapped.to)
}
