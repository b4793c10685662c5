import { piecesOf } from './inline-model.ts'
import { isPlain, parseInline } from './inline-parse.ts'
import type { Inline, Mark, Piece } from './inline-model.ts'

/** How cautiously to print: `bare` escapes nothing, `light` what looks like markup, `full` everything. */
interface Manner {
  escapes: 'bare' | 'light' | 'full'
  emphasis: '*' | '_'
}

/** From the most readable to the safest. `_` keeps emphasis apart from a strong that touches it. */
const manners: readonly Manner[] = [
  { escapes: 'bare', emphasis: '*' },
  { escapes: 'light', emphasis: '*' },
  { escapes: 'light', emphasis: '_' },
  { escapes: 'full', emphasis: '_' },
  { escapes: 'full', emphasis: '*' },
]

/**
 * Prints inline Markdown that reads back as the very same inline, with as few escapes as that allows.
 *
 * Each manner is tried and read back until one holds: `2 * 3` stays as it is, `*` over a word is escaped,
 * and where CommonMark's flanking rules (section 6.2) would not let a delimiter work, as in emphasis over
 * `a.` before `b`, the characters beside it become references: a delimiter between `;` and `&` always works.
 */
export function printInline(inline: Inline): string {
  if (inline.marks.length === 0 && isPlain(inline.text)) return inline.text
  const pieces = piecesOf(inline)
  let printed = ''
  for (const manner of manners) {
    printed = print(pieces, manner)
    if (sameInline(parseInline(printed), inline)) break
  }
  return printed
}

/** Whether two inlines have the same text and the same marks. */
function sameInline(one: Inline, other: Inline): boolean {
  return (
    one.text === other.text &&
    one.marks.length === other.marks.length &&
    one.marks.every((mark, index) => sameMark(mark, other.marks[index]))
  )
}

function sameMark(one: Mark, other: Mark | undefined): boolean {
  if (one.kind !== other?.kind || one.from !== other.from || one.to !== other.to) return false
  if (one.kind !== 'link' || other.kind !== 'link') return true
  return one.href === other.href && one.title === other.title
}

function print(pieces: readonly Piece[], manner: Manner): string {
  let printed = ''
  for (let index = 0; index < pieces.length; index++) {
    const whole = printWhole(pieces, index, manner)
    const image = manner.escapes === 'light' && printed.endsWith('!') && isLinkOpening(pieces[index])
    if (image) printed = `${printed.slice(0, -1)}\\!`
    printed += whole === undefined ? printPiece(pieces, index, manner) : whole
    if (whole !== undefined) index += 2
  }
  return printed
}

/** Code, and a link that shows its own address, are printed from three pieces at once. */
function printWhole(pieces: readonly Piece[], index: number, manner: Manner): string | undefined {
  const [opening, inside] = [pieces[index], pieces[index + 1]]
  if (opening?.at !== 'open' || inside?.at !== 'text') return undefined
  if (opening.mark.kind === 'code') return printCode(inside.text)
  if (opening.mark.kind !== 'link' || pieces[index + 2]?.at !== 'close') return undefined
  return manner.escapes === 'full' ? undefined : autolink(opening.mark, inside.text)
}

function isLinkOpening(piece: Piece | undefined): boolean {
  return piece?.at === 'open' && piece.mark.kind === 'link'
}

function printPiece(pieces: readonly Piece[], index: number, manner: Manner): string {
  const piece = pieces[index]
  if (piece === undefined) return ''
  if (piece.at === 'text') return printText(pieces, index, manner)
  if (piece.mark.kind === 'emphasis') return manner.emphasis
  if (piece.mark.kind === 'strong') return '**'
  if (piece.mark.kind === 'code') return ''
  return piece.at === 'open' ? '[' : `](${destination(piece.mark.href, manner)}${title(piece.mark.title)})`
}

function printText(pieces: readonly Piece[], index: number, manner: Manner): string {
  const piece = pieces[index]
  const text = piece?.at === 'text' ? piece.text : ''
  if (manner.escapes === 'bare') return text.replaceAll('\n', '\\\n')
  if (manner.escapes === 'light') return lightly(text).replaceAll('\n', '\\\n')
  return fully(Array.from(text), isDelimiter(pieces[index - 1]), isDelimiter(pieces[index + 1]))
}

function isDelimiter(piece: Piece | undefined): boolean {
  if (piece === undefined || piece.at === 'text') return false
  return piece.mark.kind === 'emphasis' || piece.mark.kind === 'strong'
}

function lightly(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~\n]|$)|[`[\]]|<(?=[A-Za-z])|&(?=[#A-Za-z])|!(?=\[)/g, '\\$&')
    .replace(/(?<!\s)\*|\*(?!\s)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
}

function fully(characters: string[], afterDelimiter: boolean, beforeDelimiter: boolean): string {
  const lastIndex = characters.length - 1
  return characters
    .map((character, index) => {
      const beside = (afterDelimiter && index === 0) || (beforeDelimiter && index === lastIndex)
      if (character === '`' || (beside && isReferable(character))) return `&#${character.codePointAt(0)};`
      return character.replace(/[!-/:-@[-_{-~\n]/, '\\$&')
    })
    .join('')
}

/** Whether a character may be written as a reference and read back: the reader keeps unseen ones literal. */
function isReferable(character: string): boolean {
  return !/[\s\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}]/u.test(character)
}

/** Code between fences of backticks longer than any run in it (CommonMark 0.31, section 6.1). */
function printCode(text: string): string {
  const runs = new Set(Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  let length = 1
  while (runs.has(length)) length++
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return '`'.repeat(length) + pad + text + pad + '`'.repeat(length)
}

function autolink(mark: Mark & { kind: 'link' }, text: string): string | undefined {
  if (mark.title !== undefined || /[\s<>]/.test(text)) return undefined
  const read = parseInline(`<${text}>`)
  return sameInline(read, { text, marks: [{ ...mark, from: 0, to: text.length }] }) ? `<${text}>` : undefined
}

function destination(href: string, manner: Manner): string {
  if (manner.escapes === 'full') return href.replace(/[!"&'()*<>[\\\]_`]/g, '\\$&')
  if (manner.escapes === 'bare') return href
  return href.replace(/[()<>\\]|&(?=[#A-Za-z])/g, '\\$&')
}

function title(text: string | undefined): string {
  if (text === undefined) return ''
  return ` "${text.replace(/["\\&]/g, '\\$&').replaceAll('`', '&#96;')}"`
}
