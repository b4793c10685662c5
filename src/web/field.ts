import type { z } from 'zod'
import { fieldCodes } from '../refusal.ts'
import type { FieldCode, FieldRefusal, Params } from '../refusal.ts'

type Issue = z.core.$ZodIssue

const escaped = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1')

/** A path as a JSON Pointer (RFC 6901); of a query parameter, `?name`. */
const pointerOf = (path: readonly PropertyKey[], prefix: string): string =>
  prefix === '?'
    ? `?${path.map(String).join('.')}`
    : `${prefix}${path.map((part) => `/${escaped(part)}`).join('')}`

const ownCode = (message: string): FieldCode | undefined => fieldCodes.find((code) => code === message)

/** Nobody reads more; a body of 8 MB has room for half a million fields, and every one is told in words. */
const mostFields = 100

/**
 * The issues that a schema finds, the first hundred, as fields with a code of ours. A schema's own message is such a
 * code already.
 */
export function fieldRefusals(error: z.ZodError, prefix: string): FieldRefusal[] {
  return error.issues
    .slice(0, mostFields)
    .flatMap((issue) => fieldsOf(issue, prefix))
    .slice(0, mostFields)
}

function fieldsOf(issue: Issue, prefix: string): FieldRefusal[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostFields).map((key) => ({
      pointer: pointerOf([...issue.path, key], prefix),
      code: 'unknownField',
    }))
  }
  const { code, params } = described(issue)
  return [{ pointer: pointerOf(issue.path, prefix), code: ownCode(issue.message) ?? code, params }]
}

function described(issue: Issue): { code: FieldCode; params: Params } {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined ? 'required' : 'wrongType', params: {} }
    case 'too_small': {
      const isText = issue.origin === 'string' || issue.origin === 'array'
      return { code: isText ? 'tooShort' : 'tooSmall', params: { min: Number(issue.minimum) } }
    }
    case 'too_big': {
      const isText = issue.origin === 'string' || issue.origin === 'array'
      return { code: isText ? 'tooLong' : 'tooBig', params: { max: Number(issue.maximum) } }
    }
    case 'invalid_value':
      return { code: 'notOneOf', params: { values: issue.values.map(String).join(', ') } }
    case 'invalid_union':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return { code: 'malformed', params: {} }
  }
}
