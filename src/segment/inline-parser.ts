import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { isSafeHref } from './inline-href.ts'

/**
 * How deep quotations and lists may lie in one another (a list counts twice: itself and its item).
 * Below that their markers are text: markdown-it itself would drop the text without a word.
 */
const containerDepth = 40

/** The one Markdown parser: CommonMark 0.31, raw HTML is text, emphasis next to Han and Kana works. */
export const markdown = new MarkdownIt('commonmark', { html: false, maxNesting: 100 })

markdown.use(cjkFriendly)
// Keeps escapes and character references apart from text, so that a reference to a control can stay one.
markdown.core.ruler.disable('text_join')
// A link that may not lead there stays text as it was written. `[a]()` parses, and its mark is dropped.
markdown.validateLink = (href) => href === '' || isSafeHref(href)

for (const name of ['blockquote', 'list']) limitDepth(name)

function limitDepth(name: string): void {
  const ruler = markdown.block.ruler
  // oxlint-disable-next-line no-underscore-dangle -- markdown-it shows a rule by its name nowhere else
  const rule = ruler.__rules__.find((each) => each.name === name)
  if (rule === undefined) throw new Error(`markdown-it has no rule ${name}`)
  const parse = rule.fn
  ruler.at(
    name,
    (state, start, end, silent) => state.level < containerDepth && parse(state, start, end, silent),
    { alt: rule.alt },
  )
}
