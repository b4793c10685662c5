import { createServer } from './web/server.ts'
import type { Services } from './web/context.ts'

/** The service as a function from requests to responses. Tests call it as the real server does. */
export function buildApp(services: Services): { fetch: (request: Request) => Response | Promise<Response> } {
  return createServer(services)
}
