import { Refusal } from '../refusal.ts'
import type { Call } from './context.ts'

/** The validator of something that is numbered: its number in quotation marks. */
export const versionTag = (version: number): string => `"${version}"`

/**
 * The version that a writer saw, from If-Match (RFC 9110 section 13.1.1): `"3"`, or `*` for whichever there is.
 * Undefined when she names none. A tag that is none of ours matches nothing, and so is version -1.
 */
export function seenVersion(call: Call): number | '*' | undefined {
  const tag = call.header('if-match')?.trim()
  if (tag === undefined) return undefined
  if (tag === '*') return '*'
  const number = /^"(\d{1,9})"$/.exec(tag)?.[1]
  return number === undefined ? -1 : Number(number)
}

/** Refuses with `versionMissing` a write that would not notice that somebody else wrote first. */
export function requiredVersion(call: Call): number | '*' {
  const seen = seenVersion(call)
  if (seen === undefined) throw new Refusal('versionMissing')
  return seen
}
