import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Services } from './web/context.ts'
import { Front } from './web/front.ts'
import { createServer } from './web/server.ts'

/** The service, twice: for a socket, and as a function from requests to responses. */
export interface App {
  /** What was answered before is answered by the front stage, everything else by the router. */
  readonly listener: RequestListener
  /** The router alone. */
  readonly fetch: (request: Request) => Response | Promise<Response>
}

export function buildApp(services: Services): App {
  const front = new Front(services.publicUrl)
  const app = createServer(services, (incoming, representation) => front.remember(incoming, representation))
  const routed = getRequestListener(app.fetch)
  return {
    fetch: (request) => app.fetch(request),
    listener: (incoming, outgoing) => {
      if (!front.answer(incoming, outgoing)) void routed(incoming, outgoing)
    },
  }
}
