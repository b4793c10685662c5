import { Refusal } from '../refusal.ts'

/**
 * Reads a request's body, at most `limit` bytes of it. Refuses with `tooLarge` as soon as that is certain, and with
 * `malformedRequest` a body that breaks off.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const coding = request.headers.get('content-encoding') ?? 'identity'
  // Nothing is inflated here, so nothing small can become huge; and what is compressed is not taken for a text.
  if (coding !== 'identity')
    throw new Refusal('unsupportedMediaType', { types: 'Content-Encoding: identity' })
  const refuse = () => new Refusal('tooLarge', { limit })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw refuse()
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of unbroken(request.body)) {
    size += chunk.byteLength
    if (size > limit) throw refuse()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A body that breaks off is the client's doing, and no fault to be reported to the operator. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    throw new Refusal('malformedRequest')
  }
}

/** A JSON body as RFC 8259 has it: UTF-8, nothing else. Refuses with `malformedJson`. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal('malformedJson')
  }
}

export interface MediaType {
  /** Lower case, without parameters; empty when there is no Content-Type. */
  readonly type: string
  readonly charset: string
}

/** Reads a Content-Type (RFC 9110 section 8.3.1). */
export function mediaTypeOf(header: string | undefined): MediaType {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim())
  const charset = parameters
    .map((parameter) => /^charset="?([^"\s]+)"?$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined)
  return { type: type.toLowerCase(), charset: charset?.toLowerCase() ?? 'utf-8' }
}
