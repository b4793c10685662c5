import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Services } from './context.ts'
import { Front } from './front.ts'
import { createServer } from './server.ts'

/** The service, twice: for a socket, and as a function from requests to responses. */
export interface Listener {
  /** What was answered before is answered by the front stage, everything else by the router. */
  readonly listener: RequestListener
  /** The router alone. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** The router alone, for a socket. */
  readonly routed: RequestListener
}

export function createListener(services: Services): Listener {
  const front = new Front(services.publicUrl, services.tally)
  const app = createServer(services, (incoming, representation) => front.remember(incoming, representation))
  const answer = getRequestListener(app.fetch)
  const routed: RequestListener = (incoming, outgoing) => void answer(incoming, outgoing)
  return {
    fetch: (request) => app.fetch(request),
    routed,
    listener: (incoming, outgoing) => {
      if (!front.answer(incoming, outgoing)) routed(incoming, outgoing)
    },
  }
}
