import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** What a handler answers, before it is made into HTTP. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON to send. */
  readonly json?: unknown
  /** Or text or bytes, with their Content-Type in `headers`. */
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** A read that caches may keep: gets a validator, and is answered with 304 when the client has it. */
  readonly cached?: Freshness
}

export interface Freshness {
  readonly lastModified?: Date
  /** Names of what is in it, for caches that can purge by name. */
  readonly keys: readonly string[]
  /** Whether the answer depends on Accept-Language. */
  readonly negotiated: boolean
  /** `immutable` for what never changes under its address. */
  readonly immutable?: boolean
}

/** Under this many bytes, compressing costs more than it saves. */
const worthCompressing = 1000

/** Minutes at the client, longer at a shared cache, which may go on with what it has while it asks, or when we are away. */
const cacheControl = 'public, max-age=60, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400'

type Encoding = 'br' | 'gzip' | undefined

/** The best coding that the client accepts (RFC 9110 section 12.5.3); a quality of zero excludes one. */
function encodingFor(header: string | undefined): Encoding {
  const accepted = new Map(
    (header ?? '').split(',').map((part): [string, number] => {
      const [coding = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const quality = parameters.find((each) => each.startsWith('q='))
      return [coding, quality === undefined ? 1 : Number(quality.slice(2))]
    }),
  )
  const quality = (coding: string) => accepted.get(coding) ?? accepted.get('*') ?? 0
  if (quality('br') > 0 && quality('br') >= quality('gzip')) return 'br'
  return quality('gzip') > 0 ? 'gzip' : undefined
}

async function compressed(
  body: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'gzip') return new Uint8Array(await zip(body))
  if (encoding === undefined) return body
  return new Uint8Array(await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }))
}

const isText = (type: string) =>
  /^(text\/|application\/(json|problem\+json|javascript|xml))|\+xml|\+json/.test(type)

/** Makes a reply into a response: body, validator, conditional answer, coding. `header` reads the request's. */
export async function respond(reply: Reply, header: (name: string) => string | undefined): Promise<Response> {
  const headers = new Headers(reply.headers)
  if (reply.json !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json; charset=utf-8')
  }
  const content = reply.json === undefined ? reply.body : JSON.stringify(reply.json)
  if (content === undefined) return new Response(null, { status: reply.status, headers })
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const mayCompress = bytes.byteLength >= worthCompressing && isText(headers.get('content-type') ?? '')
  const encoding = mayCompress ? encodingFor(header('accept-encoding')) : undefined
  if (mayCompress) headers.append('vary', 'Accept-Encoding')
  if (reply.cached !== undefined) {
    const tag = tagOf(bytes, encoding)
    freshen(headers, reply.cached, tag)
    if (isUnchanged(header, tag, reply.cached.lastModified)) {
      for (const name of ['content-type', 'content-length']) headers.delete(name)
      return new Response(null, { status: 304, headers })
    }
  }
  const sent = await compressed(bytes, encoding)
  if (encoding !== undefined) headers.set('content-encoding', encoding)
  headers.set('content-length', String(sent.byteLength))
  return new Response(sent, { status: reply.status, headers })
}

/** A strong validator: a digest of the bytes, and the coding, since each coding is other bytes. */
function tagOf(bytes: Uint8Array, encoding: Encoding): string {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
  return encoding === undefined ? `"${digest}"` : `"${digest}-${encoding}"`
}

function freshen(headers: Headers, cached: Freshness, tag: string): void {
  headers.set('etag', tag)
  headers.set(
    'cache-control',
    cached.immutable === true ? 'public, max-age=31536000, immutable' : cacheControl,
  )
  if (cached.negotiated) headers.append('vary', 'Accept-Language')
  if (cached.lastModified !== undefined) headers.set('last-modified', cached.lastModified.toUTCString())
  if (cached.keys.length === 0) return
  headers.set('surrogate-key', cached.keys.join(' '))
  headers.set('cache-tag', cached.keys.join(','))
}

/** RFC 9110 section 13.2.2: If-None-Match decides where it is sent, else If-Modified-Since. */
function isUnchanged(
  header: (name: string) => string | undefined,
  tag: string,
  lastModified: Date | undefined,
): boolean {
  const known = header('if-none-match')
  if (known !== undefined) {
    return known.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
  }
  const since = Date.parse(header('if-modified-since') ?? '')
  if (lastModified === undefined || Number.isNaN(since)) return false
  return Math.floor(lastModified.getTime() / 1000) * 1000 <= since
}
