import { validate } from 'uuid'
import { Refusal } from '../refusal.ts'

/** An opaque place in a list: what the last item was sorted by, as base64url of a JSON array. */
export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url')
}

/** Reads a cursor of our own back. `kinds` says what it must hold; anything else is refused with `malformedCursor`. */
export function readCursor<const Kinds extends readonly ('string' | 'number' | 'uuid')[]>(
  cursor: string,
  kinds: Kinds,
): { [At in keyof Kinds]: Kinds[At] extends 'number' ? number : string } {
  const parts = parsed(cursor)
  if (!matches(parts, kinds)) throw new Refusal('malformedCursor')
  return parts
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new Refusal('malformedCursor')
  }
}

const accepts = {
  // A NUL would be an error in the database, not an unknown place.
  string: (part: unknown) => typeof part === 'string' && part.length < 300 && !part.includes('\0'),
  number: (part: unknown) => Number.isSafeInteger(part) && Math.abs(Number(part)) <= 2 ** 31 - 1,
  uuid: (part: unknown) => typeof part === 'string' && validate(part),
}

function matches<const Kinds extends readonly ('string' | 'number' | 'uuid')[]>(
  parts: unknown,
  kinds: Kinds,
): parts is { [At in keyof Kinds]: Kinds[At] extends 'number' ? number : string } {
  return (
    Array.isArray(parts) &&
    parts.length === kinds.length &&
    kinds.every((kind, at) => accepts[kind](parts[at]))
  )
}
