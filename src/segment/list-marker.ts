import type { Lexicon } from './language/index.ts'
import { isSmall, wordAfter, wordBefore } from './word.ts'

/**
 * Where the items of a list in one line begin: `1. Foo 2. Bar`, `a) foo b) bar`, `• foo • bar`.
 * A marker begins an item when it goes on counting in the style of the one before it. The first must begin
 * the text or follow a sentence mark, so that `he has 1) a dog 2) a cat` stays one sentence.
 */
const marker = /(?<=^|\s)(\(?)(\p{Nd}{1,2}|[a-z]|[A-Z](?!\.)|[ivx]{1,5})(\.\)|[.)])\s+(?=[^\s\p{Nd}])/gu
const bulletAtHead = /^\s*[•‣⁃◦▪]/u
const bullet = /(?<=\s)[•‣⁃◦▪]\s?(?=[\p{L}\p{N}])/gu
const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv']

interface Marker {
  readonly at: number
  /** The marks around the number. */
  readonly style: string
  /** Its values: `i` is both the first and the ninth. */
  readonly values: readonly string[]
  readonly follows: 'nothing' | 'mark' | 'word'
}

function valuesOf(label: string): string[] {
  if (/\p{Nd}/u.test(label)) return [`1${Number(label)}`]
  const roman = romans.indexOf(label) + 1
  const letter = label.length === 1 ? [`a${label.toLowerCase().charCodeAt(0) - 96}`] : []
  return roman > 0 ? [`i${roman}`, ...letter] : letter
}

function markers(text: string): Marker[] {
  return [...text.matchAll(marker)].map((match) => {
    const before = text.slice(Math.max(0, match.index - 4), match.index).trimEnd()
    const follows = before === '' ? 'nothing' : /[.:;!?]$/u.test(before) ? 'mark' : 'word'
    const [, bracket = '', label = '', end = ''] = match
    return { at: match.index, style: bracket + end, values: valuesOf(label), follows }
  })
}

function counts(previous: Marker, next: Marker): boolean {
  const following = previous.values.map((value) => `${value[0]}${Number(value.slice(1)) + 1}`)
  return previous.style === next.style && next.values.some((value) => following.includes(value))
}

function isFirst({ values, follows }: Marker): boolean {
  return follows === 'nothing' || (follows === 'mark' && values.some((value) => /^[1ai]1$/.test(value)))
}

/** `2. Oktober`, `die 2. Liga`, `2. sija`: in a language whose ordinals end in a full stop. */
function isOrdinal(text: string, { at, style, values, follows }: Marker, lexicon: Lexicon): boolean {
  if (lexicon.afterOrdinal.size === 0 || follows !== 'word' || style !== '.' || !values[0]?.startsWith('1'))
    return false
  const after = wordAfter(text, text.indexOf('.', at) + 1).word
  const before = wordBefore(
    text,
    text.slice(Math.max(0, at - 24), at).trimEnd().length + Math.max(0, at - 24),
  )
  const isKnown =
    lexicon.afterOrdinal.has(after.toLowerCase()) || lexicon.beforeOrdinal.has(before.toLowerCase())
  return isKnown || isSmall(after)
}

/** Offsets of the items. */
export function listItems(text: string, lexicon: Lexicon): number[] {
  if (bulletAtHead.test(text)) return [...text.matchAll(bullet)].map((match) => match.index)
  const found = new Set<number>()
  let previous: Marker | undefined
  for (const next of markers(text)) {
    if (isOrdinal(text, next, lexicon)) continue
    if (previous !== undefined && counts(previous, next)) {
      if (previous.at > 0) found.add(previous.at)
      found.add(next.at)
      previous = next
    } else if (isFirst(next) || (found.size > 0 && next.values.some((value) => /^[1ai]1$/.test(value))))
      previous = next
  }
  return [...found].toSorted((a, b) => a - b)
}
