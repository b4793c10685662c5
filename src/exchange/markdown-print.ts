import { parseInline, printInline } from '../segment/inline.ts'
import type { BlockShape } from '../segment/block.ts'

type Printable = BlockShape & { text: string }

/** A list that is still open at some depth, as it was printed last. */
interface List {
  ordered: boolean
  number: number
  delimiter: '.' | ')'
  /** Columns before the text of its items. */
  indent: number
}

/**
 * Prints blocks as Markdown that `parseMarkdown` reads back as the same blocks. Every list has its own
 * numbers: where one does not follow from the last, the delimiter changes from `1.` to `1)`, which begins a
 * new list (CommonMark 0.31, section 5.3). An item deeper than the list before it gets the outer markers too.
 */
export function printMarkdown(blocks: readonly Printable[]): string {
  const lists: List[] = []
  let printed = ''
  let previous: Printable | undefined
  for (const block of blocks) {
    printed += previous === undefined ? '' : separator(previous, block)
    printed += printBlock(block, lists)
    previous = block
  }
  return printed === '' ? '' : `${printed}\n`
}

function printBlock(block: Printable, lists: List[]): string {
  lists.length = Math.min(lists.length, isInList(block) ? block.level : 0)
  switch (block.kind) {
    case 'listItem':
      return printItem(block, lists)
    case 'paragraph':
      return indented(paragraph(block.text), indentOf(lists))
    case 'quotation':
      return prefixed(paragraph(block.text), '> '.repeat(block.level))
    case 'heading':
      return `${'#'.repeat(block.level)} ${headline(block.text)}`
    case 'code':
      break
  }
  return printCode(block)
}

function isInList({ kind }: Printable): boolean {
  return kind === 'listItem' || kind === 'paragraph'
}

function separator(previous: Printable, block: Printable): string {
  if (previous.kind === 'quotation' && block.kind === 'quotation' && previous.level === block.level) {
    return `\n${'> '.repeat(block.level).trimEnd()}\n`
  }
  if (previous.kind !== 'listItem' || block.kind !== 'listItem') return '\n\n'
  // A number other than 1 cannot begin a list right under a line of text.
  return block.ordered === true && block.level > previous.level ? '\n\n' : '\n'
}

function printItem(block: Printable, lists: List[]): string {
  const last = lists.length === block.level ? lists.pop() : undefined
  const start = indentOf(lists)
  let markers = ''
  while (lists.length < block.level - 1) {
    markers += '- '
    lists.push({ ordered: false, number: 0, delimiter: '.', indent: start + markers.length })
  }
  const ordered = block.ordered === true
  const number = block.number ?? 1
  const delimiter = ordered ? delimiterAfter(last, number) : '.'
  markers += ordered ? `${number}${delimiter} ` : '- '
  const indent = start + markers.length
  lists.push({ ordered, number, delimiter, indent })
  return ' '.repeat(start) + markers + indented(paragraph(block.text), indent).trimStart()
}

function delimiterAfter(last: List | undefined, number: number): '.' | ')' {
  if (last === undefined || !last.ordered) return '.'
  if (last.number + 1 === number) return last.delimiter
  return last.delimiter === '.' ? ')' : '.'
}

function indentOf(lists: readonly List[]): number {
  return lists.at(-1)?.indent ?? 0
}

function indented(text: string, columns: number): string {
  return prefixed(text, ' '.repeat(columns))
}

function prefixed(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => prefix + line)
    .join('\n')
}

/** Inline Markdown whose lines cannot be taken for the beginning of another kind of block. */
function paragraph(text: string): string {
  const canonical = printInline(parseInline(text))
  return canonical
    .replace(/^\[(?=(?:[^\\[\]]|\\[^])*\]:)/, '\\[')
    .split('\n')
    .map(guarded)
    .join('\n')
}

/** One line, escaped where CommonMark 0.31 (sections 4 and 5) would see a block begin or an underline. */
function guarded(line: string): string {
  if (/^\p{L}/u.test(line)) return line
  const ordered = /^(\d{1,9})([.)])(?=[ \t]|$)/.exec(line)
  if (ordered !== null) return `${ordered[1]}\\${line.slice(ordered[1]?.length)}`
  if (/^(?:[*][ \t]*){3,}$|^(?:_[ \t]*){3,}$/.test(line)) return line.replace(/[*_]/g, '\\$&')
  if (/^`{3,}[^`]*$/.test(line)) return line.replaceAll('`', '&#96;')
  const begins = /^(?:[-+*](?=[ \t]|$)|>|#{1,6}(?=[ \t]|$)|=+[ \t]*$|-+[ \t]*$|(?:-[ \t]*){3,}$|~{3})/
  return begins.test(line) ? `\\${line}` : line
}

/** A heading's text on one line; number signs at its end would be taken for a closing sequence. */
function headline(text: string): string {
  const inline = parseInline(text)
  const line = printInline({ ...inline, text: inline.text.replaceAll('\n', ' ') })
  return line.replace(/(^|[ \t])(#*)#$/, '$1$2\\#')
}

function printCode({ text, language = '' }: Printable): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const info = language.replace(/[\\&]/g, '\\$&').replaceAll('`', '&#96;')
  return `${fence}${info}\n${text}\n${fence}`
}
