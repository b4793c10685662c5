import { memo } from '../locale/memo.ts'
import { canonicalTag } from '../locale/tag.ts'

/** How `{{value, name}}` in a message is written, by name. `locale` is the language of the message. */
type Format = (value: unknown, locale: string) => string

const numbers = memo(50, (locale) => new Intl.NumberFormat(locale))
const lists = memo(50, (locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))
const names = memo(50, (locale) => new Intl.DisplayNames(locale, { type: 'language' }))

const sizes = [
  { unit: 'megabyte', bytes: 1_000_000 },
  { unit: 'kilobyte', bytes: 1_000 },
  { unit: 'byte', bytes: 1 },
] as const

/** 1048576 → “1 MB”, « 1 Mo ». Units of a thousand, as CLDR has no others; at most one digit after the point. */
function inBytes(value: unknown, locale: string): string {
  const bytes = Number(value)
  const size = sizes.find((candidate) => bytes >= candidate.bytes) ?? sizes[2]
  const style = { style: 'unit', unit: size.unit, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(bytes / size.bytes)
}

/**
 * A language's name as it stands within a sentence: « français », “French”; `nameOf` is for labels.
 * What is not a tag is shown as it is.
 */
function inLanguage(value: unknown, locale: string): string {
  const tag = canonicalTag(String(value))
  return tag === undefined ? String(value) : (names(locale).of(tag) ?? tag)
}

/** `ar, fr` → “Arabic and French”. */
function inLanguages(value: unknown, locale: string): string {
  const tags = String(value).split(/\s*,\s*/u)
  return lists(locale).format(tags.map((tag) => inLanguage(tag, locale)))
}

/**
 * `number` stands in for i18next's own, which keeps one NumberFormat for each different set of *all* parameters
 * of a message: without limit, where they come from a request.
 */
export const formats: Readonly<Record<string, Format>> = {
  number: (value, locale) => numbers(locale).format(Number(value)),
  bytes: inBytes,
  language: inLanguage,
  languages: inLanguages,
}
