import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { memo } from '../locale/memo.ts'

/** Content codings (RFC 9110 section 8.4.1), the one preferred first where a client likes several equally. */
const codings = hasZstd() ? (['br', 'zstd', 'gzip'] as const) : (['br', 'gzip'] as const)
export type Coding = 'br' | 'zstd' | 'gzip'

const { constants } = zlib
const brotli = promisify(zlib.brotliCompress)
const zip = promisify(zlib.gzip)

/** Node has it from 22.15 on. */
function hasZstd(): boolean {
  return 'zstdCompress' in zlib
}

function zstd(body: Uint8Array): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const native: unknown = Reflect.get(zlib, 'zstdCompress')
    if (typeof native !== 'function') return reject(new Error('this Node has no zstd'))
    native(body, (error: Error | null, result: Buffer<ArrayBuffer>) =>
      error === null ? resolve(result) : reject(error),
    )
  })
}

/** Weights of an Accept-Encoding header (RFC 9110 section 12.5.3), by coding. */
function weightsOf(header: string): Map<string, number> {
  return new Map(
    header.split(',').map((part): [string, number] => {
      const [coding = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const quality = parameters.find((each) => each.startsWith('q='))
      return [coding, quality === undefined ? 1 : Number(quality.slice(2))]
    }),
  )
}

/** Headers come from anybody, but nearly all of them from a handful of browsers. */
const choices = memo(500, (header): Coding | undefined => {
  const weights = weightsOf(header)
  let best: Coding | undefined
  let most = 0
  for (const coding of codings) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0
    if (weight > most) [best, most] = [coding, weight]
  }
  return best
})

/** A header longer than any browser's is not worth remembering, nor reading. */
const longestHeader = 300

/** The best coding that a client accepts; undefined: as it is. */
export function codingFor(header: string | undefined): Coding | undefined {
  return header === undefined || header.length > longestHeader ? undefined : choices(header)
}

const brotliAt = (body: Uint8Array, quality: number): Promise<Buffer<ArrayBuffer>> =>
  brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      // A window no larger than the body: the encoder's memory grows with it.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(16, Math.ceil(Math.log2(body.byteLength + 1)))),
    },
  })

/** Under this many bytes, compressing costs more than it saves. */
export const worthCompressing = 1000

/** Compresses in the thread pool, fast: somebody waits. 1 ms for 60 kB. */
export function compress(body: Uint8Array, coding: Coding): Promise<Buffer<ArrayBuffer>> {
  if (coding === 'br') return brotliAt(body, 4)
  return coding === 'zstd' ? zstd(body) : zip(body)
}

/** Bodies beyond this take seconds at the highest quality. */
const largestThorough = 300_000
/** How many may wait to be compressed so; each keeps its body in memory. */
const mostQueued = 50
let queued = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * Compresses as well as Brotli can (a tenth smaller; 109 ms for 60 kB), one body after the other, so that it takes at
 * most one thread. Undefined when the body is too large, too many wait, or it is no longer wanted when its turn comes.
 */
export async function compressThoroughly(
  body: Uint8Array,
  isWanted: () => boolean,
): Promise<Buffer<ArrayBuffer> | undefined> {
  if (body.byteLength > largestThorough || queued >= mostQueued) return undefined
  queued++
  const turn = last.then(() => (isWanted() ? brotliAt(body, 11) : undefined)).finally(() => queued--)
  last = turn.catch(() => undefined)
  return turn
}
