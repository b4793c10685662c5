import type { BlockKind } from '../vocabulary.ts'

/** What a block is, apart from its words. */
export interface BlockShape {
  kind: BlockKind
  /**
   * Heading: 1–6. List item, quotation: how deep it lies, from 1. Paragraph: the depth of the list item that
   * it continues, else 0. Code: 0.
   */
  level: number
  /** Of a list item. */
  ordered?: boolean
  /** Of an ordered list item: the number a reader sees. */
  number?: number
  /** Of a code block: its info string. */
  language?: string
}

/** A block of an original. `text` is canonical inline Markdown; of code, the code itself. */
export interface Block extends BlockShape {
  text: string
}
