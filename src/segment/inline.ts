/** Inline Markdown: what is stored of a sentence. Read, printed, sliced and shown here. */
export { inlineHtml } from './inline-html.ts'
export { hasMarkup, sliceInline } from './inline-model.ts'
export type { Inline, Mark } from './inline-model.ts'
export { parseInline, plainText } from './inline-parse.ts'
export { printInline } from './inline-print.ts'
