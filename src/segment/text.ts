export type TextProblem = 'loneSurrogate' | 'controlCharacter' | 'bidiControl' | 'markRun'

const control = /(?![\t\n\r])\p{Cc}/u
const suspect = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u
/** More marks on one letter than any language writes: UAX #15, section 13, puts the limit at 30. */
const markRun = /\p{M}{31}/u
const override = /[\u202D\u202E]/
const closers: Record<string, string> = {
  '\u202A': '\u202C',
  '\u202B': '\u202C',
  '\u2066': '\u2069',
  '\u2067': '\u2069',
  '\u2068': '\u2069',
}

/**
 * Why a text may not be kept, if so: half a surrogate pair; a C0 or C1 control other than tab and line ends;
 * a bidirectional override, or an embedding or isolate that is not closed, in order, on its own line (UAX #9,
 * section 2; CVE-2021-42574), since it would reorder what stands around it. Closed ones, and the marks LRM,
 * RLM and ALM, are ordinary Arabic and Hebrew writing. More than thirty combining marks in a row are no writing, and
 * normalising them takes time that grows with their square: look before you normalise.
 */
export function textProblem(text: string): TextProblem | undefined {
  if (markRun.test(text)) return 'markRun'
  if (!suspect.test(text)) return undefined
  if (/\p{Cs}/u.test(text)) return 'loneSurrogate'
  if (control.test(text)) return 'controlCharacter'
  if (override.test(text) || !text.split(/[\n\r\u2028\u2029]/).every(isBalanced)) return 'bidiControl'
  return undefined
}

/** Normal form C (UAX #15): one spelling for what looks the same. */
export function normalise(text: string): string {
  return text.normalize('NFC')
}

function isBalanced(line: string): boolean {
  const due: string[] = []
  for (const [character] of line.matchAll(/[\u202A-\u202C\u2066-\u2069]/g)) {
    const closer = closers[character]
    if (closer !== undefined) due.push(closer)
    else if (due.pop() !== character) return false
  }
  return due.length === 0
}
