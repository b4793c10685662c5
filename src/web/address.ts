import { memo } from '../locale/memo.ts'

/** Where a request is for, in parts. */
export interface Address {
  /** Scheme and host, as `URL` has it. */
  readonly origin: string
  readonly path: string
  /** With its question mark; empty without one. */
  readonly search: string
}

/** Some hosts are none: `xn--`, `1.2.3.256`; and one like `//` or `0.0/0.0` would move the path of the request. */
const isHost = memo(200, (host) => !/[\s/\\?#@]/.test(host) && URL.canParse(`http://${host}/`))

/** Beyond these, nothing is remembered of what comes from anybody. */
const longestHost = 300
const longestSearch = 300

/**
 * The address of a request, if it has one to speak of, be it in a problem document. Cut from the URL that the adapter
 * made, which is in normal form already: parsing it again would cost a tenth of an answer.
 * @param host the Host field
 */
export function addressOf(url: string, host: string | undefined): Address | undefined {
  if (host !== undefined && (host.length > longestHost || !isHost(host))) return undefined
  if (url.includes('#')) return addressOf(url.slice(0, url.indexOf('#')), host)
  const from = url.indexOf('/', url.indexOf('://') + 3)
  const query = url.indexOf('?', from)
  const end = query < 0 ? url.length : query
  return { origin: url.slice(0, from), path: url.slice(from, end), search: url.slice(end) }
}

/** What a query says, as far as an address knows it. */
export interface Query {
  /** What is known, in the address's own order, the first of each: so that no two queries say the same. */
  readonly known: URLSearchParams
  /** That as text. */
  readonly text: string
  /** The language that is asked for, whether or not the address knows that one may be. */
  readonly locale: string | null
}

function readQuery(search: string, names: readonly string[]): Query {
  const given = new URLSearchParams(search)
  const known = new URLSearchParams(
    names.flatMap((name): [string, string][] => {
      const value = given.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  return { known, text: known.toString(), locale: given.get('locale') }
}

/** Reads queries of an address that knows these parameters. They are the same few again and again: `?locale=ar`. */
export function queryReader(names: readonly string[]): (search: string) => Query {
  const remembered = memo(300, (search) => readQuery(search, names))
  return (search) => (search.length > longestSearch ? readQuery(search, names) : remembered(search))
}
