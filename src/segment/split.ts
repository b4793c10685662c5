import { endsSentence } from './boundary.ts'
import type { Reading } from './boundary.ts'
import { holdings } from './enclosure.ts'
import { lexiconFor } from './language/index.ts'
import { endsLine } from './line.ts'
import { listItems } from './list-marker.ts'
import type { Candidate } from './word.ts'

const candidates = new Map<string, RegExp>()

/** Runs of sentence marks, also spaced ones (`. . .`), and line breaks; `marks` are those of the language. */
function candidatePattern(marks: string): RegExp {
  const known = candidates.get(marks)
  if (known !== undefined) return known
  const run = `(?:(?!၊)[\\p{Sentence_Terminal}…‥⋯។៕${marks}])+(?:[ \\u00a0\\u202f][.!?]+(?![\\p{L}\\p{N}]))*`
  const pattern = new RegExp(`${run}|[\\n\\v\\f\\r\\u0085\\u2028\\u2029]`, 'gu')
  candidates.set(marks, pattern)
  return pattern
}

/** What belongs to the sentence that a mark ends: closing marks, and references such as `[2]` or `¹`. */
const closers = new RegExp(
  [
    '(?:[\\p{Pe}\\p{Pf}\\p{Cf}\\p{M}¹²³⁰-⁹]|["\'“‘«`*_](?![\\p{L}\\p{N}])',
    '[ \\u00a0\\u202f]?[»›](?![\\p{L}\\p{N}])',
    '[ \\u00a0]?\\[\\p{N}{1,3}\\]|\\[\\p{L}{1,4} ?\\p{N}{0,3}\\])*',
  ].join('|'),
  'uy',
)
/** The number of a note that lost its superscript: `thinking.10 This`. */
const note = /(?<=(?:\p{L}{3}|[)\]”"»])\.)\p{Nd}{1,3}(?=\s+\p{Lu})/uy
const emoticon = /(?:[ \u00a0]?(?:[:;]-?[)(DP]|\p{Extended_Pictographic}\ufe0f?)(?=\s|$))*/uy
const space = /\s*/uy

function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : offset
}

function candidateAt(text: string, sentence: number, match: RegExpExecArray): Candidate {
  const start = match.index
  const isLineBreak = /^\s/u.test(match[0])
  const marks = isLineBreak ? match[0] : match[0].replace(/\s/gu, '')
  const closed = isLineBreak ? start : matchAt(closers, text, start + match[0].length)
  const end = isLineBreak ? start : matchAt(emoticon, text, matchAt(note, text, closed))
  return { text, sentence, marks, start, end, next: matchAt(space, text, end) }
}

/** Offsets at which a new sentence begins. */
function boundaries(text: string, reading: Reading): number[] {
  const pattern = candidatePattern(reading.lexicon.marks)
  const isHeld = holdings(text)
  const items = listItems(text, reading.lexicon)
  const found: number[] = []
  let item = 0
  const upTo = (offset: number): void => {
    for (let at = items[item]; at !== undefined && at <= offset; at = items[item]) {
      item += 1
      if (at > (found.at(-1) ?? 0)) found.push(at)
    }
  }
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    upTo(match.index)
    const candidate = candidateAt(text, found.at(-1) ?? 0, match)
    const { start, end, next } = candidate
    const ends =
      (end > start && endsSentence(candidate, reading) && !isHeld(end)) || endsLine(candidate, reading)
    if (ends && !isHeld(end)) found.push(next)
    pattern.lastIndex = Math.max(ends || end === start ? next : end, start + 1)
  }
  upTo(text.length)
  return found
}

/** Cuts at offsets; a piece without letter or digit joins the next, the last one the piece before it. */
function cut(text: string, offsets: readonly number[]): string[] {
  const pieces: string[] = []
  let wordless = ''
  let from = 0
  for (const offset of [...offsets, text.length]) {
    const piece = text.slice(from, offset)
    from = offset
    if (!/[\p{L}\p{N}]/u.test(piece)) wordless += piece
    else {
      pieces.push(wordless + piece)
      wordless = ''
    }
  }
  if (wordless !== '') pieces.push((pieces.pop() ?? '') + wordless)
  return pieces
}

/**
 * The sentences of one block (a paragraph, a heading, a list item), each with the white space that follows
 * it: `split(x, l).join('') === x` for every text. No sentence is only white space, the white space at the
 * head belongs to the first one, and an empty text has none. Takes linear time. `locale` is a BCP 47 tag;
 * a language without lists of its own is read with the common ones (`language/`).
 *
 * One pass: every run of sentence marks and every line break is a candidate. Closing marks, references and
 * white space are gathered around it, and rules decide whether the sentence ends there.
 *
 *     split('M. Dupont est là. Il attend.', 'fr')
 *     'M' + '.'   an initial or title          → runs on
 *     'là' + '.'  a word, and a capital follows → ends
 *     → ['M. Dupont est là. ', 'Il attend.']
 *
 * The marks are Unicode's `Sentence_Terminal` (UAX #44); the rules are ours, not those of UAX #29 in
 * `Intl.Segmenter`, which differ between versions of ICU and whose every segment copies the whole text.
 */
export function split(text: string, locale: string): string[] {
  if (text === '') return []
  const first = /\p{L}/u.exec(text)?.[0] ?? ''
  const reading = { lexicon: lexiconFor(locale), uncapitalised: /\p{Ll}/u.test(first) }
  return cut(text, boundaries(text, reading))
}
