import type { z } from 'zod'
import { Refusal } from '../refusal.ts'
import type { FieldRefusal } from '../refusal.ts'
import { parseJson } from './body.ts'
import type { Call } from './context.ts'
import { fieldRefusals } from './field.ts'
import type { Representation } from '../delivery/representation.ts'
import type { Reply } from './reply.ts'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** What the service may answer with, for the description. `schema` is of the JSON body. */
export interface Answer {
  readonly description: string
  readonly schema?: z.ZodType
  /** Other media types in which the same is given. */
  readonly also?: readonly string[]
}

/** One row of the table of URLs: how it is described, what it takes, and the handler. */
export interface Endpoint {
  readonly method: Method
  /** As OpenAPI writes it: `/v1/documents/{slug}`. */
  readonly path: string
  readonly summary: string
  readonly tag: 'Reading' | 'Writing' | 'Service'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: { readonly schema: z.ZodType; readonly also?: readonly string[] }
  readonly headers?: z.ZodObject
  readonly answers: Readonly<Record<number, Answer>>
  /** Readers get something else after it: this instance shows it before it answers. */
  readonly affectsReaders?: boolean
  readonly handle: Handle
}

/** A reply made for this call, or an answer that is kept. */
export type Handle = (call: Call, params: Readonly<Record<string, string>>) => Promise<Reply | Representation>

const jsonLimit = 1_000_000

/** Holds what a request says against a schema. Refuses with `malformedRequest`, every offending field named. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix = '',
): z.output<Schema> {
  // The input tells a field that is missing from one of the wrong type.
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  throw malformed(fieldRefusals(result.error, prefix))
}

export const malformed = (fields: readonly FieldRefusal[]): Refusal =>
  new Refusal('malformedRequest', {}, { fields })

/** The query of a call, held against a schema; a parameter that the schema does not know is left alone. */
export function queryOf<Schema extends z.ZodObject>(call: Call, schema: Schema): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = call.query.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  return checked(schema, given, '?')
}

/** The JSON body of a call, held against a schema. Refuses with `unsupportedMediaType` another type. */
export async function jsonOf<Schema extends z.ZodType>(
  call: Call,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = call.header('content-type')
  if (type === undefined || !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Refusal('unsupportedMediaType', { types: 'application/json' })
  }
  return checked(schema, parseJson(await call.body(jsonLimit)))
}
