import { createHash } from 'node:crypto'
import { compress, compressThoroughly } from './coding.ts'
import type { Coding } from './coding.ts'
import type { Shelf } from './shelf.ts'

/** An answer with status 200 as the web made it: what is still to come is its validator, its coding and its length. */
export interface Finished {
  /** Header fields by lower-case name. */
  readonly fields: Fields
  readonly body: Uint8Array
  readonly lastModified: Date | undefined
  /** Whether it depends on Accept-Language. */
  readonly negotiated: boolean
  /** Whether compressing it makes it smaller. */
  readonly isText: boolean
}

/** A request that is known to lead to a representation: an entry of a map. */
export interface Known {
  readonly forget: () => void
}

/** Header fields by lower-case name, in alphabetical order. */
export type Fields = Readonly<Record<string, string>>

/** Bytes ready to be written. */
export interface Bytes {
  /** A strong validator: a digest of the body as it is, and the coding, since each coding is other bytes. */
  readonly tag: string
  readonly fields: Fields
  /** The fields of a 304. */
  readonly unchanged: Fields
  readonly body: Buffer<ArrayBuffer>
}

/** Under this many bytes, compressing costs more than it saves. */
const worthCompressing = 1000
/** How often a body is asked for before it is compressed as well as it can be. */
const popular = 4

const digestOf = (body: Uint8Array): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 27)

/** A copy that shares its memory with nothing: a slice of Node's pool would keep all of that alive. */
function own(body: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(new Uint8Array(body).buffer)
}

/** Where shelves stand: told of use, and of every byte that comes to be held or goes. */
export interface Place {
  touch(shelf: Shelf): void
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
    const bytes = this.#hold(own(await compress(this.plain.body, coding)), coding, `${this.#digest}-${mark}`)
    if (coding === 'br') this.fastTag = bytes.tag
    this[coding] = bytes
    return bytes
  }

  async #improve(): Promise<void> {
    const better = await compressThoroughly(this.plain.body, () => this.shelf.isHeld).catch(() => undefined)
    if (better === undefined) return
    const former = this.br?.body.byteLength ?? 0
    this.br = this.#hold(own(better), 'br', `${this.#digest}-br`)
    this.#weigh(-former - weightOfFields)
  }

  /** It was asked for just now. */
  touch(): void {
    this.#place.touch(this.shelf)
  }

  #weigh(bytes: number): void {
    if (!this.isHeld) return
    this.bytes += bytes
    this.#place.weigh(this.shelf, bytes)
  }

  /** Takes note of a request that leads here; of too many, the one known longest is forgotten. */
  know(known: Known): void {
    this.#known.push(known)
    if (this.#known.length > mostKnown) this.#known.shift()?.forget()
    else this.#weigh(weightOfKnown)
  }

  /** It is no longer held, because it is no longer true or to make room. */
  letGo(): void {
    this.isHeld = false
    for (const known of this.#known.splice(0)) known.forget()
  }

  #hold(body: Buffer<ArrayBuffer>, coding: Coding | undefined, digest: string): Bytes {
    const tag = `"${digest}"`
    const length = String(body.byteLength)
    const sent: Record<string, string> = { ...this.#fields, etag: tag, 'content-length': length }
    const { 'content-type': _type, 'content-length': _length, ...unchanged } = sent
    const fields = coding === undefined ? sent : { ...sent, 'content-encoding': coding }
    const bytes = { tag, fields: inOrder(fields), unchanged: inOrder(unchanged), body }
    this.#weigh(body.byteLength + weightOfFields)
    return bytes
  }
}

/** Accept-Language has some hundreds of values in practice; whoever makes up more does not fill the memory. */
const mostKnown = 1000
const weightOfKnown = 500

/** Two lists of some fifteen fields; their texts are mostly shared with those of other answers. */
const weightOfFields = 1500

const joined = (list: string | undefined, name: string): string =>
  list === undefined ? name : `${list}, ${name}`

/** In the order in which a `Headers` object gives them, so that both ways to an answer write the same bytes. */
function inOrder(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
