import { markdown } from './inline-parser.ts'
import { InlineWriter } from './inline-writer.ts'
import type { Token } from 'markdown-it'
import type { Inline, Style } from './inline-model.ts'

/** Whatever inline Markdown could read otherwise than as itself. Most sentences have none of it. */
const special = /[\\`*_[<&\t\n\v\f\r\u2028\u2029]| {2}|^\s|\s$/

/** Characters that may not come in by a character reference, where no one sees them: controls, bidi controls. */
const unseen = /(?![\t\n\f\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u

/** Whether a text without marks is, for certain, its own inline Markdown. */
export function isPlain(text: string): boolean {
  return !special.test(text)
}

/**
 * Reads inline Markdown (CommonMark 0.31, section 6). Never fails: what is no markup is text.
 * `**Rent** rose [again](/x).` gives the text `Rent rose again.` with strong over 0–4 and a link over 10–15.
 */
export function parseInline(source: string): Inline {
  const composed = source.normalize('NFC')
  if (isPlain(composed)) return { text: composed, marks: [] }
  return inlineOf(markdown.parseInline(composed, {}).flatMap((token) => token.children ?? []))
}

/** The words of inline Markdown without its markup. */
export function plainText(source: string): string {
  return parseInline(source).text
}

/** The inline that the children of one of the parser's inline tokens stand for. */
export function inlineOf(tokens: readonly Token[]): Inline {
  const writer = new InlineWriter()
  for (const token of tokens) writeToken(writer, token)
  return writer.finish()
}

/** An attribute's value as it may be kept: on one line, nothing unseen in it. */
export function cleanAttribute(value: string): string {
  return value
    .replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim()
    .normalize('NFC')
}

function writeToken(writer: InlineWriter, token: Token): void {
  if (token.type === 'softbreak') writer.softBreak()
  else if (token.type === 'hardbreak') writer.hardBreak()
  else if (token.type === 'image') writeImage(writer, token)
  else if (token.type === 'code_inline') writeMarked(writer, { kind: 'code' }, token.content)
  else if (token.nesting > 0) writer.open(styleOf(token))
  else if (token.nesting < 0) writer.close()
  else writer.write(visible(token))
}

function writeMarked(writer: InlineWriter, style: Style | undefined, text: string): void {
  writer.open(style)
  writer.write(text)
  writer.close()
}

function writeImage(writer: InlineWriter, token: Token): void {
  const href = String(token.attrGet('src') ?? '')
  const alt = altText(token)
  writeMarked(writer, linkTo(token, href), alt.trim() === '' ? href : alt)
}

function altText(token: Token): string {
  const children = token.children ?? []
  return children.map((child) => (child.type === 'image' ? altText(child) : altOf(child))).join('')
}

function altOf(token: Token): string {
  return token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : visible(token)
}

function visible(token: Token): string {
  const hides = token.info === 'entity' && unseen.test(token.content)
  return hides ? token.markup : token.content
}

function styleOf(token: Token): Style | undefined {
  if (token.type === 'link_open') return linkTo(token, String(token.attrGet('href') ?? ''))
  return { kind: token.type === 'strong_open' ? 'strong' : 'emphasis' }
}

function linkTo(token: Token, href: string): Style | undefined {
  if (href === '') return undefined
  const title = cleanAttribute(String(token.attrGet('title') ?? ''))
  return title === '' ? { kind: 'link', href } : { kind: 'link', href, title }
}
