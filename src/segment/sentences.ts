import { beginsUnspaced, endsUnspaced } from './inline-seam.ts'
import { parseInline, printInline, sliceInline } from './inline.ts'
import { InlineWriter } from './inline-writer.ts'
import { piecesOf } from './inline-model.ts'
import { split } from './split.ts'
import type { BlockKind } from '../vocabulary.ts'
import type { Inline, Mark } from './inline.ts'

export interface Sentence {
  /** Canonical inline Markdown without white space at its ends; of code, the code itself. */
  text: string
  /** The white space that followed it in the block: `''`, `' '`, or with a `\n` for a hard line break. */
  gap: string
}

/**
 * The sentences of a block, in order. No sentence ends inside code or the text of a link; emphasis that spans
 * two sentences is closed in the first and reopened in the second: `**A. B.** C` gives `**A.**`, `**B.**`, `C`.
 * The plain text of each followed by its gap is the plain text of the block. A code block is one sentence.
 */
export function sentencesOf(block: { kind: BlockKind; text: string }, locale: string): Sentence[] {
  if (block.kind === 'code') return [{ text: block.text, gap: '' }]
  const inline = parseInline(block.text)
  return cut(inline, sentenceEnds(inline, locale)).map(sentenceOf)
}

/**
 * One inline Markdown text of several. With gaps, each sentence is followed by its own, exactly; without,
 * by a space, but by nothing where Han, Kana or full-width punctuation stands on either side.
 */
export function joinSentences(sentences: readonly string[], gaps?: readonly string[]): string {
  const [only] = sentences
  if (only === undefined || sentences.length === 1) return only ?? ''
  const writer = new InlineWriter()
  let before = ''
  for (const [index, sentence] of sentences.entries()) {
    const inline = parseInline(sentence)
    if (index > 0)
      writeText(writer, gaps === undefined ? seam(before, inline.text) : (gaps[index - 1] ?? ' '))
    writeInline(writer, inline)
    before = inline.text
  }
  return printInline(writer.finish())
}

/**
 * Where sentences end, the last at the end of the text; white space after a sentence is still its own.
 * Ends and the units that may not be cut are both in order, so one walk compares them.
 */
function sentenceEnds(inline: Inline, locale: string): number[] {
  const { text } = inline
  const units = inline.marks.filter(({ kind }) => kind === 'code' || kind === 'link')
  const ends: number[] = []
  let read = 0
  let unit = 0
  for (const piece of split(text, locale)) {
    read += piece.length
    const end = afterSpace(text, read)
    while ((units[unit]?.to ?? Infinity) <= end) unit++
    const inside = (units[unit]?.from ?? Infinity) < end
    if (!inside && end > (ends.at(-1) ?? 0)) ends.push(end)
  }
  return ends
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text.charAt(at))) at++
  return at
}

/** Cuts at the ends, in one walk: marks come in order, and only those still open are looked at again. */
function cut(inline: Inline, ends: readonly number[]): Inline[] {
  let from = 0
  let next = 0
  let open: Mark[] = []
  return ends.map((to) => {
    open = open.filter((mark) => mark.to > from)
    for (let mark = inline.marks[next]; mark !== undefined && mark.from < to; mark = inline.marks[++next]) {
      open.push(mark)
    }
    const piece = sliceInline({ text: inline.text, marks: open }, from, to)
    from = to
    return piece
  })
}

function sentenceOf(piece: Inline): Sentence {
  const text = piece.text.trimEnd()
  return { text: printInline({ text, marks: piece.marks }), gap: piece.text.slice(text.length) }
}

function seam(before: string, after: string): string {
  return before === '' || endsUnspaced(before) || beginsUnspaced(after) ? '' : ' '
}

function writeText(writer: InlineWriter, text: string): void {
  for (const [part] of text.matchAll(/\n|[^\n]+/g)) {
    if (part === '\n') writer.hardBreak()
    else writer.write(part)
  }
}

function writeInline(writer: InlineWriter, inline: Inline): void {
  for (const piece of piecesOf(inline)) {
    if (piece.at === 'text') writeText(writer, piece.text)
    else if (piece.at === 'open') writer.open(piece.mark)
    else writer.close()
  }
}
