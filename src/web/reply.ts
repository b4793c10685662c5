import { codingFor, compress, worthCompressing } from '../delivery/coding.ts'
import type { Fields } from '../delivery/fields.ts'
import type { Finished, Representation } from '../delivery/representation.ts'
import { stillGood, unchangedFields } from '../delivery/validator.ts'
import { readingFields, secureFields } from './security.ts'

/** What a handler answers, before it is made into HTTP. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON to send. */
  readonly json?: unknown
  /** Or text or bytes, with their Content-Type in `headers`. */
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** A read that this instance keeps, and that caches may keep. Its status is 200. */
export interface Reading {
  readonly headers?: Fields
  /** JSON to send. */
  readonly json?: unknown
  /** Or text, in UTF-8 if it is bytes already, with its Content-Type in `headers`. */
  readonly body?: string | Buffer<ArrayBuffer>
  readonly lastModified?: Date
  /** Names of what is in it, for caches that can purge by name. */
  readonly keys: readonly string[]
  /** Whether it depends on Accept-Language. */
  readonly negotiated: boolean
  /** `immutable` for what never changes under its address. */
  readonly immutable?: boolean
}

/** Minutes at the client, longer at a shared cache, which may go on with what it has while it asks, or when we are away. */
const cacheControl = 'public, max-age=60, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400'

const immutable = 'public, max-age=31536000, immutable'

const isText = (contentType: string): boolean => /^(text\/|application\/|image\/svg)/.test(contentType)

const jsonType = 'application/json; charset=utf-8'
const bytesOf = (text: string | Buffer<ArrayBuffer>): Buffer<ArrayBuffer> =>
  typeof text === 'string' ? Buffer.from(text) : text

/** A read with every field but those that depend on its coding. */
export function finished(reading: Reading): Finished {
  const { headers = {}, keys, negotiated, lastModified } = reading
  const type = headers['content-type'] ?? jsonType
  const [first] = keys
  return {
    fields: {
      ...readingFields(type),
      ...headers,
      'content-type': type,
      'cache-control': reading.immutable === true ? immutable : cacheControl,
      ...(negotiated ? { vary: 'Accept-Language' } : {}),
      ...(lastModified === undefined ? {} : { 'last-modified': lastModified.toUTCString() }),
      ...(first === undefined ? {} : { 'surrogate-key': keys.join(' '), 'cache-tag': keys.join(',') }),
    },
    body: bytesOf(reading.body ?? JSON.stringify(reading.json)),
    lastModified,
    negotiated,
    isText: isText(type),
  }
}

type Header = (name: string) => string | undefined

/** What is kept as a response: in the best coding that the client accepts, or 304 when it has it. */
export async function respondKept(kept: Representation, header: Header): Promise<Response> {
  const bytes = await kept.encode(codingFor(header('accept-encoding')))
  const conditions = {
    ifNoneMatch: header('if-none-match'),
    ifModifiedSince: header('if-modified-since'),
  }
  const tag = stillGood(kept, bytes, conditions)
  if (tag !== undefined) return new Response(null, { status: 304, headers: unchangedFields(bytes, tag) })
  return new Response(bytes.body, { status: 200, headers: bytes.fields })
}

/** Makes a reply into a response, in the best coding that the client accepts. */
export async function respond(reply: Reply, method: string, header: Header): Promise<Response> {
  const { status } = reply
  const content = reply.json === undefined ? reply.body : JSON.stringify(reply.json)
  const type = reply.headers?.['content-type'] ?? jsonType
  const headers = new Headers({ ...secureFields(type, method), ...reply.headers })
  if (content === undefined) return new Response(null, { status, headers })
  headers.set('content-type', type)
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const mayCompress = bytes.byteLength >= worthCompressing && isText(type)
  const coding = mayCompress ? codingFor(header('accept-encoding')) : undefined
  if (mayCompress) headers.append('vary', 'Accept-Encoding')
  const sent = coding === undefined ? bytes : await compress(bytes, coding)
  if (coding !== undefined) headers.set('content-encoding', coding)
  headers.set('content-length', String(sent.byteLength))
  return new Response(sent, { status, headers })
}
