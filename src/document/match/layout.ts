/**
 * A revision laid out for matching: all sentences in one line, with the place where each block starts, and each
 * different text given a number, the same on both sides, so that equal texts are equal numbers from here on.
 */
import { featuresOf, type Features } from './similarity.ts'

export interface Layout {
  readonly kinds: readonly string[]
  /** Where each block starts among the sentences; one more entry than there are blocks. */
  readonly starts: readonly number[]
  readonly texts: readonly string[]
  readonly numbers: Int32Array
  /** What the sentence at a position is compared by; worked out only for those that changed. */
  readonly features: (position: number) => Features
}

interface Block {
  readonly kind: string
  readonly texts: readonly string[]
}

/** Both revisions, numbered together. */
export function layOut(before: readonly Block[], after: readonly Block[]): { before: Layout; after: Layout } {
  const known = new Map<string, number>()
  return { before: layOutOne(before, known), after: layOutOne(after, known) }
}

function layOutOne(blocks: readonly Block[], known: Map<string, number>): Layout {
  const texts = blocks.flatMap((block) => block.texts)
  const starts = [0]
  for (const block of blocks) starts.push((starts.at(-1) ?? 0) + block.texts.length)
  const numbers = Int32Array.from(texts, (text) => numberOf(text, known))
  return { kinds: blocks.map((block) => block.kind), starts, texts, numbers, features: remembered(texts) }
}

/** The number of `key`, a new one if it is met for the first time. */
export function numberOf<Key>(key: Key, known: Map<Key, number>): number {
  const number = known.get(key) ?? known.size
  known.set(key, number)
  return number
}

function remembered(texts: readonly string[]): (position: number) => Features {
  const all: (Features | undefined)[] = []
  return (position) => (all[position] ??= featuresOf(texts[position] ?? ''))
}

/** The half-open stretch of sentence positions of a block. */
export function stretch(layout: Layout, block: number): [from: number, to: number] {
  return [layout.starts[block] ?? 0, layout.starts[block + 1] ?? 0]
}

export function positionsIn(layout: Layout, block: number): number[] {
  const [from, to] = stretch(layout, block)
  return Array.from({ length: to - from }, (_, at) => from + at)
}

/** The different sentences of a block by number, with their lengths in characters, each as often as it occurs. */
export function numbersIn(layout: Layout, block: number): Map<number, number> {
  const lengths = new Map<number, number>()
  for (const at of positionsIn(layout, block)) {
    const number = layout.numbers[at] ?? -1
    lengths.set(number, (lengths.get(number) ?? 0) + (layout.texts[at]?.length ?? 0))
  }
  return lengths
}

/** The length of each block in characters. */
export function lengthsOf(layout: Layout): number[] {
  return layout.kinds.map((_, block) => {
    const texts = layout.texts.slice(...stretch(layout, block))
    return texts.reduce((sum, text) => sum + text.length, 0)
  })
}
