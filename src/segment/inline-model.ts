/** Inline Markdown as data: a plain text and the marks that lie over stretches of it. */

interface Stretch {
  /** Offsets into the text in UTF-16 code units; `to` is exclusive. */
  from: number
  to: number
}

/** What a mark says of the text under it. */
export type Style =
  | { kind: 'emphasis' }
  | { kind: 'strong' }
  | { kind: 'code' }
  | { kind: 'link'; href: string; title?: string }

export type Mark = Readonly<Style & Stretch>

/**
 * Marks are properly nested and in the order in which they open, the outer one first. No mark is empty or
 * begins or ends in white space, none lies inside another of its kind, and two of a kind that would touch
 * are one (but two links stay two). In `text`, `\n` is a hard line break; nothing else breaks a line.
 */
export interface Inline {
  readonly text: string
  readonly marks: readonly Mark[]
}

export type Piece = { at: 'open' | 'close'; mark: Mark } | { at: 'text'; text: string }

/**
 * The text and its marks as one run of opening, text and closing pieces, in the order they are printed.
 * `a b` with strong over `b` gives: text `a `, open strong, text `b`, close strong.
 */
export function piecesOf(inline: Inline): Piece[] {
  const pieces: Piece[] = []
  const open: Mark[] = []
  let at = 0
  const textUntil = (to: number) => {
    if (to > at) pieces.push({ at: 'text', text: inline.text.slice(at, to) })
    at = Math.max(at, to)
  }
  const closeUntil = (position: number) => {
    for (let mark = open.at(-1); mark !== undefined && mark.to <= position; mark = open.at(-1)) {
      textUntil(mark.to)
      pieces.push({ at: 'close', mark })
      open.pop()
    }
  }
  for (const mark of inline.marks) {
    closeUntil(mark.from)
    textUntil(mark.from)
    pieces.push({ at: 'open', mark })
    open.push(mark)
  }
  closeUntil(Infinity)
  textUntil(inline.text.length)
  return pieces
}

/** Whether anything but plain text is there. */
export function hasMarkup(inline: Inline): boolean {
  return inline.marks.length > 0
}

/**
 * The stretch `from`..`to` of an inline text. A mark that reaches over an edge is cut there, then drawn in
 * until it neither begins nor ends in white space; what is left empty vanishes.
 */
export function sliceInline(inline: Inline, from: number, to: number): Inline {
  const marks: Mark[] = []
  for (const mark of inline.marks) {
    const start = Math.max(mark.from, from)
    const part = inline.text.slice(start, Math.min(mark.to, to))
    const ink = part.trim()
    if (ink === '') continue
    const begin = start - from + part.indexOf(ink)
    marks.push({ ...mark, from: begin, to: begin + ink.length })
  }
  return { text: inline.text.slice(from, to), marks }
}
