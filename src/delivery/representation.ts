import { hash } from 'node:crypto'
import { compress, compressThoroughly, worthCompressing } from './coding.ts'
import type { Coding } from './coding.ts'
import { inOrder } from './fields.ts'
import type { Fields } from './fields.ts'
import type { Shelf } from './shelf.ts'

/** An answer with status 200 as the web made it: what is still to come is its validator, its coding and its length. */
export interface Finished {
  readonly fields: Fields
  readonly body: Buffer<ArrayBuffer>
  readonly lastModified: Date | undefined
  /** Whether it depends on Accept-Language. */
  readonly negotiated: boolean
  /** Whether compressing it makes it smaller. */
  readonly isText: boolean
}

/** A request that is known to lead to a representation: an entry of a map. */
export interface Known {
  readonly forget: () => void
  /** In bytes. */
  readonly weight: number
}

/** Bytes ready to be written, in one coding. */
export class Bytes {
  /** A strong validator: a digest of the body as it is, and the coding, since each coding is other bytes. */
  readonly tag: string
  /** In alphabetical order. */
  readonly fields: Readonly<Record<string, string>>
  readonly body: Buffer<ArrayBuffer>
  readonly #common: Fields
  #list: string[] | undefined
  #unchangedList: string[] | undefined
  #unchanged: Readonly<Record<string, string>> | undefined

  constructor(common: Fields, coded: { tag: string; body: Buffer<ArrayBuffer>; coding: Coding | undefined }) {
    const { tag, body, coding } = coded
    this.tag = tag
    this.body = body
    this.#common = common
    this.fields = inOrder(common, {
      etag: tag,
      'content-length': String(body.byteLength),
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
    })
  }

  /** The fields as `writeHead` takes them soonest, names and values in turn: a tenth of an answer from memory. */
  get list(): string[] {
    return (this.#list ??= Object.entries(this.fields).flat())
  }

  get unchangedList(): string[] {
    return (this.#unchangedList ??= Object.entries(this.unchanged).flat())
  }

  /** The fields of a 304. */
  get unchanged(): Readonly<Record<string, string>> {
    return (this.#unchanged ??= inOrder(this.#common, { etag: this.tag }, ['content-type']))
  }
}

/** How often a body is asked for before it is compressed as well as it can be. */
const popular = 4

const digestOf = (body: Uint8Array): string => hash('sha256', body, 'base64url').slice(0, 27)

/** A body that shares its memory with nothing: a slice of Node's pool would keep all of that alive. */
function own(body: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  return body.byteLength === body.buffer.byteLength ? body : Buffer.from(new Uint8Array(body).buffer)
}

/** Where shelves stand: told of every byte that comes to be held or goes. */
export interface Place {
  weigh(shelf: Shelf, bytes: number): void
}

/** A finished answer that is kept: the body as it is, and each coding from the first time that it is asked for. */
export class Representation {
  readonly shelf: Shelf
  readonly lastModified: Date | undefined
  readonly negotiated: boolean
  readonly isCompressible: boolean
  readonly plain: Bytes
  br: Bytes | undefined
  gzip: Bytes | undefined
  zstd: Bytes | undefined
  /** The tag that `br` had while it was compressed fast: who has that body need not fetch the better one. */
  fastTag: string | undefined
  /** How many bytes it holds. */
  bytes = 0
  /** False once it is no longer held: then no request is led here any more. */
  isHeld = true
  /** The requests that are known to lead here. */
  readonly #known: Known[] = []
  readonly #digest: string
  readonly #fields: Fields
  readonly #place: Place
  #coding = new Map<Coding, Promise<Bytes>>()
  #asked = 0

  constructor(shelf: Shelf, finished: Finished, place: Place) {
    const { fields, lastModified, negotiated, isText, body } = finished
    this.shelf = shelf
    this.lastModified = lastModified
    this.negotiated = negotiated
    this.isCompressible = isText && body.byteLength >= worthCompressing
    this.#digest = digestOf(body)
    this.#fields = this.isCompressible
      ? { ...fields, vary: joined(fields['vary'], 'Accept-Encoding') }
      : fields
    this.#place = place
    this.plain = this.#hold(own(body), undefined, this.#digest)
  }

  /** The bytes in a coding; undefined when they are still to be made, with `encode`. */
  in(coding: Coding | undefined): Bytes | undefined {
    if (coding === undefined || !this.isCompressible) return this.plain
    if (coding === 'br' && this.br !== undefined && ++this.#asked === popular) void this.#improve()
    return this[coding]
  }

  /** The bytes in a coding, made if need be. A burst makes them once. */
  async encode(coding: Coding | undefined): Promise<Bytes> {
    const ready = this.in(coding)
    if (ready !== undefined || coding === undefined) return ready ?? this.plain
    const making = this.#coding.get(coding) ?? this.#encode(coding).finally(() => this.#coding.delete(coding))
    this.#coding.set(coding, making)
    return making
  }

  async #encode(coding: Coding): Promise<Bytes> {
    const mark = coding === 'br' ? 'br4' : coding
    const bytes = this.#hold(await compress(this.plain.body, coding), coding, `${this.#digest}-${mark}`)
    if (coding === 'br') this.fastTag = bytes.tag
    this[coding] = bytes
    return bytes
  }

  async #improve(): Promise<void> {
    const better = await compressThoroughly(this.plain.body, () => this.isHeld).catch(() => undefined)
    if (better === undefined) return
    const former = this.br?.body.byteLength ?? 0
    this.br = this.#hold(better, 'br', `${this.#digest}-br`)
    this.#weigh(-former - weightOfFields)
  }

  /**
   * Set when it is asked for, and unset by who makes room: what was asked for meanwhile is spared once. To move it to
   * the front of an order at each hit would touch four objects more, none of which is in the processor's cache.
   */
  isUsed = false

  #weigh(bytes: number): void {
    if (!this.isHeld) return
    this.bytes += bytes
    this.#place.weigh(this.shelf, bytes)
  }

  /** Takes note of a request that leads here; of too many, the one known longest is forgotten. */
  know(known: Known): void {
    this.#known.push(known)
    this.#weigh(known.weight)
    if (this.#known.length <= mostKnown) return
    const oldest = this.#known.shift()
    oldest?.forget()
    this.#weigh(-(oldest?.weight ?? 0))
  }

  /** It is no longer held, because it is no longer true or to make room. */
  letGo(): void {
    this.isHeld = false
    for (const known of this.#known.splice(0)) known.forget()
  }

  #hold(body: Buffer<ArrayBuffer>, coding: Coding | undefined, digest: string): Bytes {
    this.#weigh(body.byteLength + weightOfFields)
    return new Bytes(this.#fields, { tag: `"${digest}"`, body, coding })
  }
}

/** Accept-Language has some hundreds of values in practice; whoever makes up more does not fill the memory. */
const mostKnown = 1000

/** Two lists of some fifteen fields; their texts are mostly shared with those of other answers. */
const weightOfFields = 1500

const joined = (list: string | undefined, name: string): string =>
  list === undefined ? name : `${list}, ${name}`
