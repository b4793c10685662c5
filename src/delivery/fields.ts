/**
 * Every field that a kept answer may have, in the order in which a `Headers` object gives them: so the front stage and
 * the router write the same bytes, and nothing is sorted for an answer.
 */
const names = [
  'access-control-allow-origin',
  'access-control-expose-headers',
  'cache-control',
  'cache-tag',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-security-policy',
  'content-type',
  'etag',
  'last-modified',
  'link',
  'referrer-policy',
  'surrogate-key',
  'vary',
  'x-content-type-options',
] as const

export type FieldName = (typeof names)[number]

/** Header fields by lower-case name. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>

/** The fields of both, in order; where both have one, that of `more`. Those of `but` are left out. */
export function inOrder(
  fields: Fields,
  more: Fields,
  but: readonly FieldName[] = [],
): Record<string, string> {
  const ordered: Record<string, string> = {}
  for (const name of names) {
    const value = more[name] ?? fields[name]
    if (value !== undefined && !but.includes(name)) ordered[name] = value
  }
  return ordered
}
