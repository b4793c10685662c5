import type { Editor } from '../account/editor.ts'
import type { Wanted } from '../locale/accept-language.ts'
import type { Site } from '../site.ts'
import type { Database } from '../store/database.ts'

export type { Database }

/** What the web is built from. Tests give the same. */
export interface Services {
  readonly database: Database
  /** The public origin, without a slash at its end; undefined: as the request says. */
  readonly publicUrl: string | undefined
  /** Where an unexpected error is told to the operator; never to the client. */
  readonly report: (error: unknown, request: string) => void
}

/** What a request carries, whatever it asks for. */
export interface Call {
  readonly services: Services
  readonly database: Database
  readonly method: string
  readonly url: URL
  /** The public origin of this service. */
  readonly origin: string
  readonly header: (name: string) => string | undefined
  /** What the reader wants; `explicit` when the address says so (`?locale=`), else from her headers. */
  readonly wanted: { readonly wanted: Wanted; readonly explicit: boolean }
  /** Whose key is presented; undefined when none is. Refuses with `keyUnknown` a key that is not one. */
  readonly editor: () => Promise<Editor | undefined>
  readonly site: () => Promise<Site>
  /** The bytes of the body. Refuses with `tooLarge`. */
  readonly body: (limit: number) => Promise<Uint8Array>
}

/** Whether an error means that the database is away: the one thing of the store's that the web has to tell apart. */
export { isUnavailable } from '../store/database.ts'
