import { createHash } from 'node:crypto'
import { leadingDate } from '../exchange/leading-date.ts'
import { parseMarkdown } from '../exchange/markdown.ts'
import { parsePlain } from '../exchange/plain.ts'
import { Refusal } from '../refusal.ts'
import type { Block } from '../segment/block.ts'
import { plainText } from '../segment/inline.ts'
import { sentencesOf } from '../segment/sentences.ts'
import { textProblem } from '../segment/text.ts'
import type { OriginalRow } from '../store/revisions.ts'
import { decode } from './charset.ts'
import type { NewUnit } from './redraft.ts'

export const mediaTypes = ['text/plain', 'text/markdown'] as const
export type MediaType = (typeof mediaTypes)[number]

/** An original as somebody sends it. */
export interface SentOriginal {
  readonly bytes: Uint8Array
  readonly mediaType: MediaType
  /** As in the Content-Type, `utf-8` when it names none. */
  readonly charset: string
}

/** What an original says, before its sentences are told apart. `asOf` only where it begins with a date line. */
export interface ReadOriginal {
  readonly asOf: string | undefined
  readonly blocks: readonly Block[]
}

const maxTitle = 100

/** The text of an original. Refuses with `malformedText` what is not in the charset that it claims. */
function textOf({ bytes, charset }: SentOriginal): string {
  try {
    return decode(bytes, charset)
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('unsupportedMediaType', { types: 'charset=utf-8' })
    throw new Refusal('malformedText', { charset })
  }
}

/** The text of an original that was kept: it has been read before, so it is in its charset. A byte order mark stays. */
export const keptText = ({ bytes }: OriginalRow, charset: string): string => decode(bytes, charset, true)

/**
 * Reading takes some 17 µs for each delimiter of inline markup, more within one block, and whoever reads meanwhile
 * waits. No text that people wrote comes near these numbers; a hostile one is refused before it is parsed.
 */
const mostDelimiters = 100_000
const mostInOneBlock = 10_000
const mostBlocks = 20_000

const delimitersIn = (text: string): number => text.match(/[[\]*_`!<>&\\]/g)?.length ?? 0

const tooIntricate = () =>
  new Refusal('textRefused', {}, { fields: [{ pointer: '/text', code: 'tooIntricate' }] })

function isTooIntricate(text: string): boolean {
  const counts = text.split(/\n[ \t]*\r?\n/).map(delimitersIn)
  const all = counts.reduce((sum, count) => sum + count, 0)
  return all > mostDelimiters || counts.length > mostBlocks || counts.some((count) => count > mostInOneBlock)
}

/** Reads an original's blocks. Refuses with `textRefused` (control characters) and `originalEmpty`. */
export function readOriginal(original: SentOriginal): ReadOriginal {
  const text = textOf(original)
  const problem = textProblem(text)
  if (problem !== undefined) {
    throw new Refusal('textRefused', {}, { fields: [{ pointer: '/text', code: problem }] })
  }
  if (original.mediaType === 'text/markdown' && isTooIntricate(text)) throw tooIntricate()
  const dated = leadingDate(text)
  const rest = (dated?.rest ?? text).normalize('NFC')
  const blocks = original.mediaType === 'text/plain' ? parsePlain(rest) : parseMarkdown(rest)
  if (blocks.length === 0) throw new Refusal('originalEmpty')
  if (blocks.length > mostBlocks) throw tooIntricate()
  return { asOf: dated?.asOf, blocks }
}

/** The row under which an original is kept, byte for byte. */
export function originalRow(original: SentOriginal): OriginalRow {
  const { bytes } = original
  return { sha256: createHash('sha256').update(bytes).digest(), bytes }
}

export interface Titled {
  readonly title: string
  /** Whether the title is the text's own first heading, and so no block of the body. */
  readonly titleInText: boolean
  readonly blocks: readonly Block[]
}

/**
 * The title of an original: the heading that it begins with, which then leaves the body; else a copy of its first
 * heading; else the beginning of its first sentence.
 */
export function titled(blocks: readonly Block[], sourceLocale: string): Titled {
  const [first, ...rest] = blocks
  if (first?.kind === 'heading' && rest.length > 0)
    return { title: first.text, titleInText: true, blocks: rest }
  const heading = blocks.find((block) => block.kind === 'heading')
  const sentence = first === undefined ? undefined : sentencesOf(first, sourceLocale)[0]
  return { title: heading?.text ?? shortened(sentence?.text ?? ''), titleInText: false, blocks }
}

/** The first words of a sentence that is too long for a title, with an ellipsis. */
function shortened(sentence: string): string {
  const plain = plainText(sentence).replaceAll('\n', ' ')
  if (plain.length <= maxTitle) return sentence
  const cut = plain.slice(0, maxTitle)
  const end = cut.search(/\s\S*$/u)
  const kept = end > 0 ? cut.slice(0, end) : [...cut].slice(0, -1).join('')
  return `${kept}…`
}

export function unitsOfBlocks(blocks: readonly Block[], sourceLocale: string): NewUnit[] {
  return blocks.map(({ text, ...shape }) => ({
    shape,
    sentences: sentencesOf({ ...shape, text }, sourceLocale),
  }))
}

/** A text that is one unit: a title, a summary, a card's headline or text. */
export function unitOfText(text: string, sourceLocale: string): NewUnit {
  return {
    shape: null,
    sentences: sentencesOf({ kind: 'paragraph', text: text.normalize('NFC') }, sourceLocale),
  }
}
