/**
 * Folds a sentence to what its words are: lower case, each number `0`, everything that is neither letter, mark nor
 * digit (punctuation, inline markup) one space, and each character of a script that writes words without spaces
 * between and with a character or two each (Chinese, Japanese, Yi) set apart like a word.
 *
 *     « En 2007, **5** pays. »  →  "  en 0 0 pays "        「三十國」  →  "  三 十 國 "
 *
 * One pass over the code units, with what each unit is looked up once per process: regular expressions with
 * property classes took twice as long. Characters beyond the basic plane count as letters.
 */

/** Characters beyond this are not compared: a “sentence” of a megabyte must not cost more than a page. */
const longestCompared = 4096
const space = 0x20
const zero = 0x30

const separator = 1
const letter = 2
const digit = 3
const word = 4
const known = new Uint8Array(0x10000)

/** The folded code units, and the numbers as they were written. */
export interface Folded {
  readonly units: Uint16Array
  readonly numbers: readonly string[]
}

export function fold(text: string): Folded {
  const lower = text.slice(0, longestCompared).toLowerCase()
  const units = new Uint16Array(3 * lower.length + 3).fill(space)
  const numbers: string[] = []
  let length = 2
  for (let at = 0; at < lower.length; at += 1) {
    const what = whatIs(lower.charCodeAt(at))
    const apart = what !== letter && units[length - 1] !== space
    if (what === separator || what === word) length += apart ? 1 : 0
    if (what === letter || what === word) units[length++] = lower.charCodeAt(at)
    if (what === word) length += 1
    if (what !== digit) continue
    const end = endOfNumber(lower, at)
    numbers.push(lower.slice(at, end))
    units[length++] = zero
    at = end - 1
  }
  if (length === 2) return { units: Uint16Array.from(`  ${lower} `, (unit) => unit.charCodeAt(0)), numbers }
  return { units: units.slice(0, length + (units[length - 1] === space ? 0 : 1)), numbers }
}

function endOfNumber(text: string, from: number): number {
  let end = from
  while (end < text.length && whatIs(text.charCodeAt(end)) === digit) end += 1
  return end
}

function whatIs(unit: number): number {
  const what = known[unit] ?? 0
  return what === 0 ? (known[unit] = classify(unit)) : what
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return letter
  const character = String.fromCharCode(unit)
  if (/\p{Nd}/u.test(character)) return digit
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Yi}]/u.test(character)) return word
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? letter : separator
}
