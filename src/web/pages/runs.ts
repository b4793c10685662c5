import type { Passage, ShownSegment } from '../../edition/body.ts'

/**
 * What stands before each sentence of a passage, and after the last: the passage's text without its sentences.
 * `{ text: 'A. B.', segments: ['A.', 'B.'] }` gives `['', ' ', '']`. Chinese has nothing between sentences,
 * code has line ends; nothing is guessed. A sentence that the text doesn't hold is set off by a space.
 */
export function betweenSentences(passage: Passage): string[] {
  const { text, segments } = passage
  const between: string[] = []
  let end = 0
  for (const segment of segments) {
    const start = text.indexOf(segment.text, end)
    between.push(start === -1 ? (end === 0 ? '' : ' ') : text.slice(end, start))
    if (start !== -1) end = start + segment.text.length
  }
  return [...between, text.slice(end)]
}

/** Sentences in a row that are in one language: the edition's, where `locale` is undefined, or that of a gap. */
export interface Run {
  readonly locale: string | undefined
  /** What stands before the run. */
  readonly before: string
  /** What stands before a sentence within the run. */
  readonly sentences: { readonly segment: ShownSegment; readonly before: string }[]
}

export function runsOf(passage: Passage): Run[] {
  const between = betweenSentences(passage)
  const runs: Run[] = []
  for (const [at, segment] of passage.segments.entries()) {
    const before = between[at] ?? ''
    const run = runs.at(-1)
    if (run && run.locale === segment.locale) run.sentences.push({ segment, before })
    else runs.push({ locale: segment.locale, before, sentences: [{ segment, before: '' }] })
  }
  return runs
}
