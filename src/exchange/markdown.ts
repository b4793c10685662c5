/** Markdown in and out: blocks of an original or an edition. */
export { parseMarkdown } from './markdown-parse.ts'
export { printMarkdown } from './markdown-print.ts'
