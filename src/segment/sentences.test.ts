import { describe, expect, test } from 'vitest'
import { joinSentences, sentencesOf } from './sentences.ts'

const paragraph = (text: string, locale = 'en') => sentencesOf({ kind: 'paragraph', text }, locale)

describe('sentencesOf', () => {
  test('cuts where sentences end', () => {
    expect(paragraph('It rose. It fell.')).toEqual([
      { text: 'It rose.', gap: ' ' },
      { text: 'It fell.', gap: '' },
    ])
    expect(paragraph('雨が降る。晴れる。', 'ja').map(({ text }) => text)).toEqual(['雨が降る。', '晴れる。'])
  })

  test('closes and reopens emphasis that spans sentences', () => {
    expect(paragraph('**It rose. It fell.** So it was.').map(({ text }) => text)).toEqual([
      '**It rose.**',
      '**It fell.**',
      'So it was.',
    ])
  })

  test('never cuts code or the text of a link', () => {
    expect(paragraph('Read `He came. He saw.` first.')).toHaveLength(1)
    expect(paragraph('Read [He came. He saw.](/x) It rose.').map(({ text }) => text)).toHaveLength(
      paragraph('Read He came He saw. It rose.').length,
    )
  })

  test('keeps the break after a sentence as its gap', () => {
    expect(paragraph('It rose.\\\nIt fell.')).toEqual([
      { text: 'It rose.', gap: '\n' },
      { text: 'It fell.', gap: '' },
    ])
  })

  test('code is one sentence, verbatim', () => {
    const text = 'a = 1. B\n\n  **c**. D\n'
    expect(sentencesOf({ kind: 'code', text }, 'en')).toEqual([{ text, gap: '' }])
  })

  test('of nothing: none', () => {
    expect(paragraph('')).toEqual([])
  })

  test('10,000 sentences with marks in one block', () => {
    expect(paragraph('The **rent** rose. '.repeat(10_000).trim())).toHaveLength(10_000)
  })
})

describe('joinSentences', () => {
  test.each([
    [['It rose.', 'It fell.'], 'It rose. It fell.'],
    [['雨が降る。', '晴れる。'], '雨が降る。晴れる。'],
    [['好。', 'It fell.'], '好。It fell.'],
    [['한글이다.', '한글이다.'], '한글이다. 한글이다.'],
    [['**好。**', '**好。**'], '**好。好。**'],
    [['*a.*', '*b.*'], '*a.* *b.*'],
    [['', 'a'], 'a'],
    [['  one '], '  one '],
    [[], ''],
  ])('%j', (sentences, joined) => {
    expect(joinSentences(sentences)).toBe(joined)
  })

  test('with gaps, exactly', () => {
    expect(joinSentences(['a.', 'b.', 'c.'], ['', '\n', ''])).toBe('a.b.\\\nc.')
    expect(joinSentences(['a.', 'b.'], ['\u00A0', ''])).toBe('a.\u00A0b.')
  })
})
