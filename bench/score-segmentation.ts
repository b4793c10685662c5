/**
 * Sentence splitting held against the public test data of pragmatic_segmenter, sentencex, Universal
 * Dependencies and Unicode.
 *
 * A passage's boundaries are the offsets at which its sentences end, counted in characters that aren't white
 * space, the end of the passage excepted. The expected ones are found by locating each expected sentence in
 * the text in order; a passage in which one isn't found (its set rewrites the text) is left out. A passage is
 * passed when its boundaries are the expected ones, so a passage of one sentence is when it isn't split.
 *
 *     f1 = 2 × found and expected / (found + expected), over all boundaries of the set
 *
 * The Unicode rows are odd sequences of characters for the default algorithm of UAX #29, white space and
 * signs alone among them, which we don't follow where it makes a sentence without a word.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { split } from '../src/segment/split.ts'
import type { Score } from './score-types.ts'

interface Passage {
  readonly set: string
  readonly language: string
  readonly text: string
  readonly expected: readonly string[]
}

interface Counts {
  readonly set: string
  readonly language: string
  passed: number
  total: number
  expected: number
  found: number
  both: number
}

/** One score per set and language. `outsideFolder` must hold `segmentation/segmentation.jsonl`. */
export function scoreSegmentation(outsideFolder: string): Score[] {
  const counts = new Map<string, Counts>()
  for (const passage of readPassages(outsideFolder)) {
    const expected = boundariesOf(passage.text, passage.expected)
    if (expected === undefined) continue
    const { set, language, text } = passage
    const key = `${set} ${language}`
    const count = counts.get(key) ?? { set, language, passed: 0, total: 0, expected: 0, found: 0, both: 0 }
    counts.set(key, count)
    add(count, expected, boundariesOf(text, split(text, language)) ?? [])
  }
  return [...counts.values()].map(scoreOf)
}

function add(count: Counts, expected: readonly number[], found: readonly number[]): void {
  count.total += 1
  if (expected.join() === found.join()) count.passed += 1
  count.expected += expected.length
  count.found += found.length
  count.both += found.filter((offset) => expected.includes(offset)).length
}

function scoreOf({ set, language, passed, total, expected, found, both }: Counts): Score {
  const f1 = expected + found === 0 ? 1 : (2 * both) / (expected + found)
  return { set: `segmentation/${set}`, language, passed, total, f1 }
}

/** Where sentences end in a text, in characters that aren't white space; nothing if one isn't in it. */
function boundariesOf(text: string, sentences: readonly string[]): number[] | undefined {
  const dense = text.replace(/\s+/gu, '')
  const ends: number[] = []
  let offset = 0
  for (const sentence of sentences) {
    const wanted = sentence.replace(/\s+/gu, '')
    const at = dense.indexOf(wanted, offset)
    if (at === -1) return undefined
    offset = at + wanted.length
    if (offset > 0) ends.push(offset)
  }
  return ends.slice(0, -1)
}

function readPassages(outsideFolder: string): Passage[] {
  const lines = readFileSync(join(outsideFolder, 'segmentation', 'segmentation.jsonl'), 'utf8').split('\n')
  return lines.filter((line) => line !== '').flatMap((line) => passagesOf(JSON.parse(line)))
}

/** The passage of a row, and again under `english-golden-rules` if it is one of those. */
function passagesOf(row: unknown): Passage[] {
  if (!isRow(row)) throw new Error(`not a segmentation row: ${JSON.stringify(row).slice(0, 80)}`)
  const { lang: language, text, expected, source, note = '' } = row
  const passage = { set: setOf(source), language, text, expected }
  const isGolden = source.endsWith('english_spec.rb') && note.startsWith('GOLDEN')
  return isGolden ? [passage, { ...passage, set: 'english-golden-rules' }] : [passage]
}

function setOf(source: string): string {
  if (source.startsWith('pragmatic_segmenter')) return 'pragmatic_segmenter'
  if (source.endsWith('lists.txt')) return 'sentencex-lists'
  if (source.startsWith('wikimedia/sentencex')) return 'sentencex'
  return source.split(' ', 1)[0] ?? source
}

interface Row {
  readonly lang: string
  readonly text: string
  readonly expected: string[]
  readonly source: string
  readonly note?: string
}

function isRow(row: unknown): row is Row {
  if (typeof row !== 'object' || row === null) return false
  const isText = ['lang', 'text', 'source'].every((key) => typeof Reflect.get(row, key) === 'string')
  return isText && 'expected' in row && Array.isArray(row.expected)
}
