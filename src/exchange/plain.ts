import { printInline } from '../segment/inline.ts'
import { InlineWriter } from '../segment/inline-writer.ts'
import type { Block } from '../segment/block.ts'

/**
 * Reads plain text: paragraphs between lines of nothing but white space. A line end inside one is a soft
 * wrap: a space, or nothing between Han or Kana. Everything is literal; `2 * 3 * 4` shows its asterisks.
 */
export function parsePlain(source: string): Block[] {
  const text = source
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '\uFFFD')
    .normalize('NFC')
  const lines = text.split(/\r\n?|\n/)
  const blocks: Block[] = []
  let writer = new InlineWriter()
  for (const line of [...lines, '']) {
    if (line.trim() !== '') {
      writer.write(line.trim())
      writer.softBreak()
      continue
    }
    const printed = printInline(writer.finish())
    if (printed !== '') blocks.push({ kind: 'paragraph', level: 0, text: printed })
    writer = new InlineWriter()
  }
  return blocks
}
