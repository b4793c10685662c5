import { expect, test } from 'vitest'
import { normalise, textProblem } from './text.ts'

test.each([
  ['plain text', undefined],
  ['tab\tline\r\nend', undefined],
  ['emoji 😀 and 中文', undefined],
  ['marks \u200E \u200F \u061C', undefined],
  ['no-break \u00A0 joiner \u200D', undefined],
  ['isolate \u2067عربي\u2069 closed', undefined],
  ['embedding \u202Bעברית\u202C closed', undefined],
  ['nested \u2066a\u202Bb\u202C\u2069', undefined],
  ['half \uD83D', 'loneSurrogate'],
  ['half \uDE00 x', 'loneSurrogate'],
  ['nul \0', 'controlCharacter'],
  ['escape \u001B[31m', 'controlCharacter'],
  ['form feed \f', 'controlCharacter'],
  ['delete \u007F', 'controlCharacter'],
  ['next line \u0085', 'controlCharacter'],
  ['override \u202Ex\u202C', 'bidiControl'],
  ['override \u202Dx\u202C', 'bidiControl'],
  ['open \u2066 isolate', 'bidiControl'],
  ['open \u202A embedding', 'bidiControl'],
  ['stray \u2069', 'bidiControl'],
  ['stray \u202C', 'bidiControl'],
  ['crossed \u2066\u202B\u2069\u202C', 'bidiControl'],
  ['over lines \u2067\n\u2069', 'bidiControl'],
])('%j: %s', (text, problem) => {
  expect(textProblem(text)).toBe(problem)
})

test('normalise composes', () => {
  expect(normalise('e\u0301')).toBe('\u00E9')
})
