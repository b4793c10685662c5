/**
 * Locale matching held against the public test data of ICU, golang/text and the Accept-Language parsers.
 *
 * Each row of op `pick` is one negotiation: `supported` are the locales available, `desired` what is wanted,
 * in order or as a header. Where nothing wanted matches, the rows expect their default (or the first
 * supported), and those of RFC-style pickers nothing at all: so `null` is passed by `?fallback=none`, which
 * refuses a fallback.
 * Each row of op `parse` or `parse-first` is one header; expected are its ranges, best first.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAcceptLanguage } from '../src/locale/accept-language.ts'
import type { Wanted } from '../src/locale/accept-language.ts'
import { negotiate, wantedFromHeader } from '../src/locale/negotiate.ts'
import { canonicalTag } from '../src/locale/tag.ts'
import type { Score } from './score-types.ts'

interface Row {
  readonly id: string
  readonly family: string
  readonly op: string
  readonly supported: string
  readonly desired: string
  readonly fallback: string
  readonly expected: string
  readonly note: string
}

/** The scores per family, of the rows that are about something we do. `outsideFolder` must hold the data. */
export function scoreLocale(outsideFolder: string): Score[] {
  const rows = readRows(outsideFolder)
  const families = new Set(rows.map((row) => row.family))
  return [...families].map((family) => {
    const ours = rows.filter((row) => row.family === family)
    const passed = ours.filter((row) => answer(row) === expectation(row)).length
    return { set: `locale-matching/${family}`, language: 'mul', passed, total: ours.length }
  })
}

/** The rows of the ops that we have; filtering (RFC 4647 section 3.3) isn't one of them. */
function readRows(outsideFolder: string): Row[] {
  const text = readFileSync(join(outsideFolder, 'locale-matching', 'locale-matching.tsv'), 'utf8')
  const rows = text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map(readRow)
  return rows.filter((row) => ['pick', 'parse', 'parse-first'].includes(row.op))
}

function readRow(line: string): Row {
  const [
    id = '',
    family = '',
    op = '',
    supported = '',
    desired = '',
    fallback = '',
    expected = '',
    ,
    note = '',
  ] = line.split('\t')
  return { id, family, op, supported, desired, fallback, expected, note }
}

function expectation(row: Row): string {
  const expected = row.expected === '[]' || row.expected === 'ERROR' ? '' : row.expected
  if (row.op === 'pick') return same(expected)
  return expected === 'null'
    ? ''
    : expected
        .split(',')
        .map((range) => same(range.replace(/;.*/, '')))
        .join(',')
}

/** Tags are compared without regard to case and to the deprecated codes of their subtags. */
function same(tag: string): string {
  return (canonicalTag(tag) ?? tag).toLowerCase()
}

function answer(row: Row): string {
  const header = row.note === 'no-header' ? undefined : row.desired
  if (row.op === 'pick') return pick(row, header)
  const ranges = header === undefined ? ['*'] : rangesOf(parseAcceptLanguage(header))
  return (row.op === 'parse' ? ranges : ranges.slice(0, 1)).map(same).join(',')
}

/** A language that is near to none (ISO 639-2, for local use): getting it back means that nothing matched. */
const nothing = 'qaa'

function pick(row: Row, header: string | undefined): string {
  const tags = row.supported.split(',').filter((tag) => canonicalTag(tag) !== undefined)
  const byDistance = row.family.startsWith('cldr-')
  const available = [...tags.map((tag) => canonicalTag(tag) ?? tag), ...(byDistance ? [nothing] : [])]
  const defaultLocale = (byDistance ? nothing : available[0]) ?? nothing
  const wanted = wantedFromHeader(header, defaultLocale)
  const choice = negotiate({ wanted, available, defaultLocale, fallbacks: {}, sourceLocale: defaultLocale })
  const otherwise = byDistance ? row.fallback || tags[0] || 'null' : row.fallback || 'null'
  const missed = choice === undefined || (byDistance ? choice.locale === nothing : choice.fallback)
  return same(missed ? otherwise : choice.locale)
}

function rangesOf(wanted: Wanted): string[] {
  const { tags, anyRank } = wanted
  return anyRank === undefined ? [...tags] : [...tags.slice(0, anyRank), '*', ...tags.slice(anyRank)]
}
