/**
 * `Accept-Language`, RFC 9110 section 12.5.4, with the weights of section 12.4.2.
 *
 * For example `fr-CH, *;q=0.3, en;q=0.8, de;q=0`:
 * the ranges by weight, then by position, are fr-CH (1), en (0.8), * (0.3); de (0) is excluded. So
 * `{ tags: ['fr-CH', 'en'], excluded: ['de'], any: true, anyRank: 2 }`.
 */
import { memo } from './memo.ts'
import { canonicalTag } from './tag.ts'

/** What a reader wants. All tags are canonical. */
export interface Wanted {
  /** Best first. */
  readonly tags: readonly string[]
  /** What must not be served (`q=0`); `*` stands for all that isn't named. */
  readonly excluded: readonly string[]
  /** Whether anything else will do, too (`*`, or nothing said). */
  readonly any: boolean
  /** How many of the tags are wanted more than anything else; all of them where absent. */
  readonly anyRank?: number
}

interface Range {
  readonly tag: string
  readonly weight: number
}

/**
 * Browsers send some 100 characters and ten ranges. What is beyond these limits isn't read: a tag that was
 * never seen costs some 10 µs, so the worst of headers costs a fifth of a millisecond, once.
 */
const longestHeader = 1000
const mostRanges = 20

/**
 * Read a header. Ranges that are malformed (or have a weight that is none) are skipped; parameters other than
 * `q` are ignored; a repeated tag counts with its highest weight. Never throws.
 */
export function parseAcceptLanguage(header: string): Wanted {
  // A slice of a longer one would keep all of it in memory.
  return header.length > longestHeader ? parse(header) : known(header)
}

/** Readers send the same few hundred headers again and again. A header's answer is the same object each time. */
const known = memo(2000, parse)

function parse(header: string): Wanted {
  const ranges = readRanges(header)
  const wanted = distinct(ranges.filter((range) => range.weight > 0).toSorted((a, b) => b.weight - a.weight))
  const anyRank = wanted.indexOf('*')
  const tags = wanted.filter((tag) => tag !== '*')
  const refused = ranges.filter((range) => range.weight === 0).map((range) => range.tag)
  const excluded = [...new Set(refused)].filter((tag) => !wanted.includes(tag))
  // Who only says what they don't want, or nothing that can be read, will take anything else.
  const any = anyRank >= 0 || (tags.length === 0 && !excluded.includes('*'))
  return { tags, excluded, any, ...(anyRank >= 0 ? { anyRank } : {}) }
}

function distinct(ranges: readonly Range[]): string[] {
  return [...new Set(ranges.map((range) => range.tag))]
}

function readRanges(header: string): Range[] {
  const elements = header.slice(0, longestHeader).split(',', mostRanges)
  // An element that the limit cut in two would be read as something else.
  if (header.length > longestHeader && elements.length < mostRanges) elements.pop()
  return elements.map(readRange).filter((range) => range !== undefined)
}

function readRange(element: string): Range | undefined {
  const [range = '', ...parameters] = element.split(';').map((part) => part.trim())
  const weight = weightOf(parameters)
  const tag = range === '*' ? range : canonicalTag(range)
  return tag === undefined || weight === undefined ? undefined : { tag, weight }
}

/** Blanks round the `=` and more than three digits are against the RFC's letter, but plain enough. */
function weightOf(parameters: readonly string[]): number | undefined {
  const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter))
  if (weight === undefined) return parameters.includes('q') ? undefined : 1
  const value = weight.slice(weight.indexOf('=') + 1).trim()
  if (!/^(?:0(?:\.\d*)?|\.\d+|1(?:\.0*)?)$/.test(value)) return undefined
  return Number(value)
}
