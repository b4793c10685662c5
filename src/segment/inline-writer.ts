import { beginsUnspaced, endsUnspaced } from './inline-seam.ts'
import type { Inline, Mark, Style } from './inline-model.ts'

interface Placed {
  style: Style
  from: number
  to: number
  /** The mark inside this one that was closed last. */
  last: Placed | undefined
}

interface Open {
  style: Style
  placed: Placed | undefined
}

const breaking = /[\t\n\v\f\r \u2028\u2029]/
const soft = '\r'

/**
 * Builds a canonical `Inline` from a stream of text, breaks and marks, whatever the stream's white space.
 *
 * White space is held back until the next visible character, so that it falls outside the marks that end
 * before it or begin after it: `strong(" a ")`, then `b`, becomes `a b` with strong over `a` alone. A mark is
 * placed with its first visible character; if one of its kind ended at that very place under the same
 * parent, that one is taken up again. A mark inside one of its kind adds nothing and is left out.
 */
export class InlineWriter {
  #text = ''
  #held = ''
  #marks: Placed[] = []
  #root: Placed = { style: { kind: 'code' }, from: 0, to: 0, last: undefined }
  #open: (Open | undefined)[] = []

  /** Adds text; runs of spaces, tabs and line ends in it count as one space, no-break spaces stay. */
  write(text: string): void {
    for (const [chunk] of text.matchAll(/\s+|\S+/g)) {
      if (/^\S/.test(chunk)) this.#ink(chunk)
      else for (const space of chunk) this.#hold(breaking.test(space) ? ' ' : space)
    }
  }

  /** A line end in the source: a space, or nothing between two characters of Han or Kana. */
  softBreak(): void {
    this.#hold(soft)
  }

  hardBreak(): void {
    this.#held = this.#held.replace(/[ \r]+$/, '')
    if (!this.#held.endsWith('\n')) this.#held += '\n'
  }

  /** Begins a mark; without a style, or inside another of its kind, it leaves no trace. */
  open(style: Style | undefined): void {
    const vain = style === undefined || this.#open.some((each) => each?.style.kind === style.kind)
    this.#open.push(vain ? undefined : { style, placed: undefined })
  }

  /** Ends the mark that was opened last. */
  close(): void {
    const placed = this.#open.pop()?.placed
    if (placed === undefined) return
    placed.to = this.#text.length
    const parent = this.#open.findLast((each) => each !== undefined)?.placed ?? this.#root
    parent.last = placed
  }

  /** What was written, in normal form C, without white space at its ends. */
  finish(): Inline {
    const marks = this.#marks.map(({ style, from, to }): Mark => ({ ...style, from, to }))
    return composed({ text: this.#text, marks })
  }

  #hold(space: string): void {
    const last = this.#held.at(-1)
    const follows = last === ' ' || last === '\n' || last === soft
    if (!follows || !breaking.test(space)) this.#held += space
    else if (last === soft) this.#held = this.#held.slice(0, -1) + space
  }

  #ink(chunk: string): void {
    if (this.#text !== '') this.#text += this.#spaceBefore(chunk)
    this.#held = ''
    this.#place()
    this.#text += chunk
  }

  #spaceBefore(chunk: string): string {
    if (this.#held === soft && endsUnspaced(this.#text) && beginsUnspaced(chunk)) return ''
    return this.#held.replaceAll(soft, ' ')
  }

  #place(): void {
    let parent = this.#root
    const from = this.#text.length
    for (const each of this.#open) {
      if (each === undefined) continue
      each.placed ??= resumed(parent, each.style, from) ?? this.#begin(each.style, from)
      parent = each.placed
    }
  }

  #begin(style: Style, from: number): Placed {
    const placed: Placed = { style, from, to: from, last: undefined }
    this.#marks.push(placed)
    return placed
  }
}

function resumed(parent: Placed, style: Style, at: number): Placed | undefined {
  const last = parent.last
  return last?.style.kind === style.kind && style.kind !== 'link' && last.to === at ? last : undefined
}

/**
 * Normal form C between the edges of marks: a character reference can bring a combining mark in after the
 * source was normalised, and no character may straddle an edge.
 */
function composed(inline: Inline): Inline {
  if (inline.text.normalize('NFC') === inline.text) return inline
  const edges = new Set([0, inline.text.length, ...inline.marks.flatMap(({ from, to }) => [from, to])])
  const moved = new Map<number, number>()
  let text = ''
  let previous = 0
  for (const edge of [...edges].toSorted((one, other) => one - other)) {
    text += inline.text.slice(previous, edge).normalize('NFC')
    moved.set(edge, text.length)
    previous = edge
  }
  const at = (edge: number) => moved.get(edge) ?? edge
  return { text, marks: inline.marks.map((mark) => ({ ...mark, from: at(mark.from), to: at(mark.to) })) }
}
