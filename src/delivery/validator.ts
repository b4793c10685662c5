import type { Bytes, Representation } from './representation.ts'

/** What a request says of what its sender has (RFC 9110 section 13.1). */
export interface Conditions {
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

/**
 * The tag of what the client has, if that is still good (RFC 9110 section 13.2.2: If-None-Match decides where it is
 * sent, else If-Modified-Since); undefined: send it. Whoever has the body that was compressed fast keeps it, under the
 * tag that it has.
 */
export function stillGood(
  representation: Representation,
  bytes: Bytes,
  { ifNoneMatch, ifModifiedSince }: Conditions,
): string | undefined {
  if (ifNoneMatch !== undefined) return matching(ifNoneMatch, representation, bytes)
  const since = Date.parse(ifModifiedSince ?? '')
  const { lastModified } = representation
  if (lastModified === undefined || Number.isNaN(since)) return undefined
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since ? bytes.tag : undefined
}

function matching(header: string, representation: Representation, bytes: Bytes): string | undefined {
  if (header === bytes.tag) return bytes.tag
  const good = bytes === representation.br ? [bytes.tag, representation.fastTag] : [bytes.tag]
  for (const part of header.split(',')) {
    const tag = part.trim()
    if (tag === '*') return bytes.tag
    const plain = tag.replace(/^W\//, '')
    if (good.includes(plain)) return plain
  }
  return undefined
}

/** The fields of a 304 that says so. */
export function unchangedFields(bytes: Bytes, tag: string): Readonly<Record<string, string>> {
  return tag === bytes.tag ? bytes.unchanged : { ...bytes.unchanged, etag: tag }
}
