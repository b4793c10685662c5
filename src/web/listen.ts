import type { RequestListener } from 'node:http'
import { drainable } from './drain.ts'

/** A service that listens. `drain` answers what is under way, takes nothing new, and resolves when all is closed. */
export interface Listening {
  readonly url: string
  readonly drain: () => Promise<void>
}

/** It could not listen, for a reason that the operator can mend. */
class ListenError extends Error {
  override readonly name = 'ListenError'

  constructor(place: string, cause: Error) {
    super(`cannot listen on ${place}; see HOST and PORT (${cause.message})`, { cause })
  }
}

/**
 * Listens on a socket. `port` 0 picks a free one. Rejects with a ListenError, e.g. because the port is in use.
 */
export async function listen(
  listener: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const { server, drain } = drainable(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new ListenError(`${host}:${port}`, cause)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const real = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${real}/`, drain }
}
