import type { Services } from './web/context.ts'
import { createListener } from './web/listener.ts'
import type { Listener } from './web/listener.ts'

/** The service, built from what it is given. Tests call it as the real server does. */
export function buildApp(services: Services): Listener {
  return createListener(services)
}
