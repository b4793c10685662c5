import { cleanAttribute, inlineOf } from '../segment/inline-parse.ts'
import { markdown } from '../segment/inline-parser.ts'
import { printInline } from '../segment/inline.ts'
import type { Token } from 'markdown-it'
import type { Block, BlockShape } from '../segment/block.ts'

interface List {
  ordered: boolean
  next: number
}

interface Container {
  kind: 'quotation' | 'item'
  list: List | undefined
  /** Whether nothing in it has been read yet. */
  fresh: boolean
}

/** What surrounds the token at hand. */
interface Place {
  blocks: Block[]
  lists: List[]
  containers: Container[]
  /** Level of the heading whose text comes next. */
  heading: number | undefined
  /** Depth of the list item that a paragraph here could continue. */
  depth: number
}

/** CommonMark allows nine digits. */
const highestNumber = 999_999_999

/**
 * Reads Markdown (CommonMark 0.31; raw HTML is text) into blocks, flat and in order. Thematic breaks and
 * blocks without words are dropped, reference links resolved. Never fails.
 *
 * The blocks say no more than can be printed again: a paragraph continues a list item only if nothing but
 * that list came between, so in `- a`, fenced code, `b` all inside one item, `b` is a paragraph of level 0.
 */
export function parseMarkdown(source: string): Block[] {
  const place: Place = { blocks: [], lists: [], containers: [], heading: undefined, depth: 0 }
  const text = source.replace(/^\uFEFF/, '').normalize('NFC')
  for (const token of markdown.parse(text, {})) readToken(place, token)
  return place.blocks
}

function readToken(place: Place, token: Token): void {
  if (token.type === 'inline') readInline(place, token)
  else if (token.type === 'fence' || token.type === 'code_block') readCode(place, token)
  else if (token.type === 'heading_open') place.heading = Number(token.tag.slice(1))
  else if (token.type === 'heading_close') place.heading = undefined
  else readContainer(place, token)
}

function readContainer({ lists, containers }: Place, token: Token): void {
  switch (token.type) {
    case 'bullet_list_open':
    case 'ordered_list_open':
      lists.push({ ordered: token.type.startsWith('ordered'), next: Number(token.attrGet('start') ?? 1) })
      break
    case 'bullet_list_close':
    case 'ordered_list_close':
      lists.pop()
      break
    case 'blockquote_open':
      containers.push({ kind: 'quotation', list: undefined, fresh: true })
      break
    case 'list_item_open':
      containers.push({ kind: 'item', list: lists.at(-1), fresh: true })
      break
    case 'list_item_close': {
      const list = containers.pop()?.list
      if (list !== undefined) list.next++
      break
    }
    case 'blockquote_close':
      containers.pop()
      break
    default:
  }
}

function readInline(place: Place, token: Token): void {
  const inline = inlineOf(token.children ?? [])
  if (inline.text === '') return
  if (place.heading === undefined) {
    emit(place, { ...paragraphShape(place), text: printInline(inline) })
    return
  }
  // A heading is one line; a space is as long as the break, so the marks stay where they are.
  const text = printInline({ ...inline, text: inline.text.replaceAll('\n', ' ') })
  emit(place, { kind: 'heading', level: place.heading, text })
}

function readCode(place: Place, token: Token): void {
  const text = token.content.replace(/\n$/, '')
  const language = cleanAttribute(markdown.utils.unescapeAll(token.info))
  if (text.trim() === '') return
  emit(place, { kind: 'code', level: 0, ...(language !== '' && { language }), text })
}

function paragraphShape({ containers, depth }: Place): BlockShape {
  const inner = containers.at(-1)
  if (inner === undefined) return { kind: 'paragraph', level: 0 }
  const level = containers.filter(({ kind }) => kind === inner.kind).length
  if (inner.list === undefined) return { kind: 'quotation', level }
  if (!inner.fresh) return { kind: 'paragraph', level: Math.min(level, depth) }
  const { ordered, next } = inner.list
  if (!ordered) return { kind: 'listItem', level, ordered }
  return { kind: 'listItem', level, ordered, number: Math.min(next, highestNumber) }
}

function emit(place: Place, block: Block): void {
  for (const container of place.containers) container.fresh = false
  place.depth = block.kind === 'listItem' || block.kind === 'paragraph' ? block.level : 0
  place.blocks.push(block)
}
