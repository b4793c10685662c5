import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'

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

/** How long a drain waits for requests that are still being answered, in milliseconds. */
const drainLimit = 10_000

/**
 * Listens on a socket. `port` 0 picks a free one. Rejects with a ListenError, e.g. because the port is in use.
 */
export async function listen(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch })
  if (!(server instanceof Server)) throw new TypeError('not an HTTP/1.1 server')
  const drain = drainOf(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new ListenError(`${host}:${port}`, cause)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const real = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${real}/`, drain }
}

/**
 * Closing a server waits for connections that are kept alive, and a busy one never goes idle. So from now on every
 * answer says `Connection: close`, idle connections are closed as they turn up, and what still hangs at the limit is cut.
 */
function drainOf(server: Server): () => Promise<void> {
  const underWay = new Set<ServerResponse>()
  let isDraining = false
  const sayGoodbye = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (isDraining) sayGoodbye(response)
  })
  return () =>
    new Promise((resolve) => {
      isDraining = true
      for (const response of underWay) sayGoodbye(response)
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      const limit = setTimeout(() => server.closeAllConnections(), drainLimit)
      server.close(() => {
        clearInterval(sweep)
        clearTimeout(limit)
        resolve()
      })
      server.closeIdleConnections()
    })
}
