import type { Block } from '../../edition/body.ts'

/**
 * Blocks are flat; a page nests them. A list item holds the paragraphs that continue it (of its level or
 * deeper) and the items below it; quotations in a row are one, nested by level.
 *
 *     item 1 · item 2 · paragraph 1 · item 1   →   list( item( list(item), paragraph ), item )
 */
export type Part =
  | { readonly kind: 'heading'; readonly block: Block; readonly rank: number }
  | { readonly kind: 'paragraph' | 'code'; readonly block: Block }
  | { readonly kind: 'quotation'; readonly parts: readonly Part[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: Item[] }

interface Item {
  readonly block: Block
  readonly parts: readonly Part[]
}

const levelOf = (block: Block): number => block.level ?? 1

/** The end of the blocks from `start` that satisfy `belongs`. */
function endOf(blocks: readonly Block[], start: number, belongs: (block: Block) => boolean): number {
  let end = start
  for (let block = blocks[end]; block !== undefined && belongs(block); block = blocks[end]) end += 1
  return end
}

function isInItem(block: Block, level: number): boolean {
  if (block.kind === 'listItem') return levelOf(block) > level
  return block.kind === 'paragraph' && (block.level ?? 0) >= level
}

/** Nest blocks. `top` is the rank (1–6) of the outermost headings among them. */
export function outline(blocks: readonly Block[], top: number): Part[] {
  const ranks = headingRanks(blocks, top)
  return nest(blocks, (block) => ranks.get(block) ?? top)
}

function nest(blocks: readonly Block[], rankOf: (block: Block) => number): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < blocks.length;) {
    const block = blocks[at]
    if (block === undefined) break
    const end = endOf(blocks, at + 1, following(block))
    if (block.kind === 'listItem') {
      addItem(parts, { block, parts: nest(blocks.slice(at + 1, end), rankOf) })
    } else if (block.kind === 'quotation') {
      parts.push({ kind: 'quotation', parts: quotation(blocks.slice(at, end), 1) })
    } else if (block.kind === 'heading') {
      parts.push({ kind: 'heading', block, rank: rankOf(block) })
    } else {
      parts.push({ kind: block.kind, block })
    }
    at = end
  }
  return parts
}

/** Which blocks after this one are part of it. */
function following(block: Block): (next: Block) => boolean {
  if (block.kind === 'listItem') return (next) => isInItem(next, levelOf(block))
  if (block.kind === 'quotation') return (next) => next.kind === 'quotation'
  return () => false
}

function addItem(parts: Part[], item: Item): void {
  const last = parts.at(-1)
  const ordered = item.block.ordered ?? false
  if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item)
  else parts.push({ kind: 'list', ordered, items: [item] })
}

function quotation(blocks: readonly Block[], depth: number): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < blocks.length;) {
    const block = blocks[at]
    if (block === undefined) break
    const deeper = (next: Block): boolean => levelOf(next) > depth
    const end = deeper(block) ? endOf(blocks, at, deeper) : at + 1
    if (deeper(block)) parts.push({ kind: 'quotation', parts: quotation(blocks.slice(at, end), depth + 1) })
    else parts.push({ kind: 'paragraph', block })
    at = end
  }
  return parts
}

/**
 * The rank of each heading: one more than the heading it lies under, so that none is skipped whatever levels the
 * original uses. With `top` 2, levels 1 3 3 1 2 become ranks 2 3 3 2 3 (WCAG technique H42). Never over 6.
 */
function headingRanks(blocks: readonly Block[], top: number): Map<Block, number> {
  const ranks = new Map<Block, number>()
  let above: number[] = []
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    above = [...above.filter((level) => level < levelOf(block)), levelOf(block)]
    ranks.set(block, Math.min(6, top + above.length - 1))
  }
  return ranks
}
