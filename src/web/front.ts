import type { IncomingMessage, ServerResponse } from 'node:http'
import { codingFor } from '../delivery/coding.ts'
import type { Known, Representation } from '../delivery/representation.ts'
import { stillGood, unchangedFields } from '../delivery/validator.ts'
import type { Tally } from './tally.ts'

/**
 * The stage before the router: a request that this instance has answered before, from what it still holds, is
 * answered from there, without a URL being parsed or a header looked up twice: a few look-ups in Maps, then bytes. It
 * costs little more than looking a Buffer up in a Map; the way through the router costs twice that (docs/benchmarks.md).
 *
 * What it knows, the router has told it (`remember`): this target with this Accept-Language led to this
 * representation. It decides nothing itself: coding and validators are the representation's own, and whatever is
 * unusual about a request (another method, a header that comes twice) goes through the router. When a representation
 * is dropped, so is every request that led to it. test/api/front.test.ts sends requests down both ways and compares
 * the answers byte for byte.
 */
export class Front {
  /** By Host, since pages say where they are; all hosts share a table where the origin is set. */
  readonly #hosts = new Map<string, Host>()
  readonly #shared: Table | undefined
  readonly #tally: Tally

  constructor(publicUrl: string | undefined, tally: Tally) {
    this.#tally = tally
    this.#shared = publicUrl === undefined ? undefined : newTable()
  }

  /** Answers, if it can; false leaves the request to the router. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const { method } = incoming
    if (method !== 'GET' && method !== 'HEAD') return false
    const asked = askedBy(incoming.rawHeaders)
    if (asked === undefined) return false
    const found = this.#find(incoming.url ?? '', asked)
    const bytes = found?.in(codingFor(asked.acceptEncoding))
    if (found === undefined || bytes === undefined || !found.isHeld) return false
    found.isUsed = true
    const tag =
      asked.ifNoneMatch === undefined && asked.ifModifiedSince === undefined
        ? undefined
        : stillGood(found, bytes, asked)
    this.#tally.countFront(tag === undefined ? 200 : 304)
    if (tag !== undefined) {
      outgoing.writeHead(304, tag === bytes.tag ? bytes.unchangedList : { ...unchangedFields(bytes, tag) })
      outgoing.end()
    } else {
      outgoing.writeHead(200, bytes.list)
      if (method === 'HEAD') outgoing.end()
      else outgoing.end(bytes.body)
    }
    return true
  }

  #find(target: string, { host, acceptLanguage = none }: Asked): Representation | undefined {
    const known = host === undefined ? undefined : this.#hosts.get(host)
    if (known === undefined) return undefined
    known.isUsed = true
    const { explicit, negotiated } = known.table
    return explicit.get(target) ?? negotiated.get(target)?.get(acceptLanguage)
  }

  /** The router has answered this request with what is kept here. */
  remember(incoming: IncomingMessage, representation: Representation): void {
    const target = incoming.url ?? ''
    const asked = askedBy(incoming.rawHeaders)
    if (asked?.host === undefined || !target.startsWith('/') || !representation.isHeld) return
    if (target.length > longestTarget || (asked.acceptLanguage?.length ?? 0) > longestTarget) return
    const table = this.#tableOf(asked.host)
    const language = asked.acceptLanguage ?? none
    const led = representation.negotiated
      ? table.negotiated.get(target)?.get(language)
      : table.explicit.get(target)
    // A burst of the same request comes here as often as it is long.
    if (led === representation) return
    representation.know(
      representation.negotiated
        ? knowIn(table.negotiated, target, language, representation)
        : entry(table.explicit, target, representation),
    )
  }

  #tableOf(host: string): Table {
    const found = this.#hosts.get(host)
    if (found !== undefined) return found.table
    const table = this.#shared ?? newTable()
    if (this.#hosts.size >= mostHosts) this.#forgetHost()
    this.#hosts.set(host, { table, isUsed: false })
    return table
  }

  /** Anybody can make up hosts: the first that was not asked at since the last time goes. */
  #forgetHost(): void {
    for (const [host, known] of this.#hosts) {
      this.#hosts.delete(host)
      if (!known.isUsed) return
      known.isUsed = false
      this.#hosts.set(host, known)
    }
  }
}

interface Host {
  readonly table: Table
  /** Whether it was asked at since somebody last looked whether it was. */
  isUsed: boolean
}

interface Table {
  readonly explicit: Map<string, Representation>
  /** By target, then by Accept-Language, or `none`. */
  readonly negotiated: Map<string, Map<string, Representation>>
}

const newTable = (): Table => ({ explicit: new Map(), negotiated: new Map() })

/** No Accept-Language, which says something else than an empty one; nobody can send this. */
const none = '\0'

const mostHosts = 100
const weightOfEntry = 300
/** Characters of a target or a header beyond which a request is not remembered. */
const longestTarget = 2000

function entry(map: Map<string, Representation>, key: string, representation: Representation): Known {
  map.set(key, representation)
  return {
    weight: weightOfEntry + 2 * key.length,
    forget: () => {
      if (map.get(key) === representation) map.delete(key)
    },
  }
}

function knowIn(
  targets: Table['negotiated'],
  target: string,
  language: string,
  representation: Representation,
): Known {
  const languages = targets.get(target) ?? new Map<string, Representation>()
  targets.set(target, languages)
  const known = entry(languages, language, representation)
  return {
    weight: known.weight + weightOfEntry + 2 * target.length,
    forget: () => {
      known.forget()
      if (languages.size === 0 && targets.get(target) === languages) targets.delete(target)
    },
  }
}

/** The fields of a request that an answer from here depends on. */
interface Asked {
  readonly host: string | undefined
  readonly acceptEncoding: string | undefined
  readonly acceptLanguage: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
}

/** Whether a field's name is this one, in the spellings that are sent before any other. */
const isNamed = (raw: string, name: string, title: string): boolean =>
  raw === title || raw === name || raw.toLowerCase() === name

/**
 * Reads them off the raw list, since `headers` would make an object of all there are, and by the length of their names,
 * since most of those that browsers send are of no interest here. Written out, each into a variable of its own: looking
 * names up in a Map takes about twice as long. Undefined when one comes twice: what that
 * means is not decided here.
 */
function askedBy(raw: readonly string[]): Asked | undefined {
  let host: string | undefined
  let acceptEncoding: string | undefined
  let acceptLanguage: string | undefined
  let ifNoneMatch: string | undefined
  let ifModifiedSince: string | undefined
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    if (name.length === 4 && isNamed(name, 'host', 'Host')) {
      if (host !== undefined) return undefined
      host = raw[at + 1]
    } else if (name.length === 15 && isNamed(name, 'accept-encoding', 'Accept-Encoding')) {
      if (acceptEncoding !== undefined) return undefined
      acceptEncoding = raw[at + 1]
    } else if (name.length === 15 && isNamed(name, 'accept-language', 'Accept-Language')) {
      if (acceptLanguage !== undefined) return undefined
      acceptLanguage = raw[at + 1]
    } else if (name.length === 13 && isNamed(name, 'if-none-match', 'If-None-Match')) {
      if (ifNoneMatch !== undefined) return undefined
      ifNoneMatch = raw[at + 1]
    } else if (name.length === 17 && isNamed(name, 'if-modified-since', 'If-Modified-Since')) {
      if (ifModifiedSince !== undefined) return undefined
      ifModifiedSince = raw[at + 1]
    }
  }
  return { host, acceptEncoding, acceptLanguage, ifNoneMatch, ifModifiedSince }
}
