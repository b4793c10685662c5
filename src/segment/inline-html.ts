import { isSafeHref } from './inline-href.ts'
import { piecesOf } from './inline-model.ts'
import type { Inline, Mark } from './inline-model.ts'

/**
 * HTML of an inline: `<em>`, `<strong>`, `<code>`, `<a>` and `<br>`, nothing else. Links carry `href`, `title`
 * and, when they lead off the site, `rel="nofollow noopener"`: the text comes from people of every role.
 * All text and attributes are escaped. A link to anywhere `isSafeHref` refuses shows its text only.
 */
export function inlineHtml(inline: Inline): string {
  return piecesOf(inline)
    .map((piece) => {
      if (piece.at === 'text') return escapeHtml(piece.text).replaceAll('\n', '<br>')
      return piece.at === 'open' ? openingTag(piece.mark) : closingTag(piece.mark)
    })
    .join('')
}

const tags = { emphasis: 'em', strong: 'strong', code: 'code', link: 'a' } as const

function openingTag(mark: Mark): string {
  if (mark.kind !== 'link') return `<${tags[mark.kind]}>`
  if (!isSafeHref(mark.href)) return ''
  const title = mark.title === undefined ? '' : ` title="${escapeHtml(mark.title)}"`
  const rel = /^(?:https?:|\/\/)/i.test(mark.href) ? ' rel="nofollow noopener"' : ''
  return `<a href="${escapeHtml(mark.href)}"${title}${rel}>`
}

function closingTag(mark: Mark): string {
  return mark.kind === 'link' && !isSafeHref(mark.href) ? '' : `</${tags[mark.kind]}>`
}

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML, in an element or in a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => references[character] ?? character)
}
