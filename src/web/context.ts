import type { Editor } from '../account/editor.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Representation } from '../delivery/representation.ts'
import type { Shelf } from '../delivery/shelf.ts'
import type { Wanted } from '../locale/accept-language.ts'
import type { Site } from '../site.ts'
import type { Database } from '../store/database.ts'
import type { Reading } from './reply.ts'
import type { Tally } from './tally.ts'

export type { Database }

/** What the web is built from. Tests give the same. */
export interface Services {
  readonly database: Database
  /** What readers get, from memory where this instance has seen it. */
  readonly delivery: Delivery
  /** The public origin, without a slash at its end; undefined: as the request says. */
  readonly publicUrl: string | undefined
  /** Where an unexpected error is told to the operator; never to the client. */
  readonly report: (error: unknown, request: string) => void
  /** Counts what is answered; `/metrics` tells of it where the operator wants that. */
  readonly tally: Tally
  readonly metrics: boolean
}

/** What is to be read: on which shelf it is kept, what it depends on besides its address, and how it is made. */
export interface PlannedReading {
  readonly key: string
  readonly what: string
  readonly make: () => Promise<Reading>
}

/** What a request carries, whatever it asks for. */
export interface Call {
  readonly services: Services
  readonly database: Database
  readonly delivery: Delivery
  readonly method: string
  readonly path: string
  /** The query as it came, with its question mark; empty without one. */
  readonly search: string
  /** The query, without what the address does not know: whatever else is in it makes no other answer. */
  readonly query: URLSearchParams
  /** The public origin of this service. */
  readonly origin: string
  readonly header: (name: string) => string | undefined
  /** What the reader wants; `explicit` when the address says so (`?locale=`), else from her headers. */
  readonly wanted: { readonly wanted: Wanted; readonly explicit: boolean }
  /** Whose key is presented; undefined when none is. Refuses with `keyUnknown` a key that is not one. */
  readonly editor: () => Promise<Editor | undefined>
  readonly site: Site
  /** An answer kept on a shelf under this address and `what` else it depends on; `make` makes it from what is held. */
  readonly keep: (shelf: Shelf, what: string, make: () => Promise<Reading>) => Promise<Representation>
  /** As `keep`, where the database is asked: on the shelf with the key, by what is planned as the site is now. */
  readonly keepRead: (plan: () => PlannedReading) => Promise<Representation>
  /** The bytes of the body. Refuses with `tooLarge`. */
  readonly body: (limit: number) => Promise<Uint8Array>
}

/** Whether an error means that the database is away: the one thing of the store's that the web has to tell apart. */
export { isUnavailable } from '../store/database.ts'
