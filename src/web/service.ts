import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { rootFolder } from '../root.ts'
import type { Services } from './context.ts'
import type { Handle } from './endpoint.ts'
import { openMetrics } from './metrics.ts'
import { referencePage, referenceScript } from './reference.ts'
import type { Reading, Reply } from './reply.ts'

/** A route that OpenAPI does not describe. */
export interface Route {
  readonly method: 'get'
  /** As Hono writes it. */
  readonly path: string
  /** The parameters of the query that it knows. */
  readonly query?: readonly string[]
  readonly handle: Handle
}

const isVersioned = (content: unknown): content is { version: string } =>
  typeof content === 'object' &&
  content !== null &&
  'version' in content &&
  typeof content.version === 'string'

const manifest: unknown = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8'))
export const version = isVersioned(manifest) ? manifest.version : '0.0.0'

/** Files of the reference page. They come with the package, so nothing is loaded from another host. */
const swagger = join(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'), '..')
const vendored = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const

const assets = new Map<string, { type: string; body: string }>([
  ...Object.entries(vendored).map(([name, type]): [string, { type: string; body: string }] => [
    name,
    { type, body: readFileSync(join(swagger, name), 'utf8') },
  ]),
  ['reference.js', { type: 'text/javascript; charset=utf-8', body: referenceScript }],
])

const health = (status: number, state: string, missing: readonly string[] = []): Reply => ({
  status,
  headers: { 'cache-control': 'no-store' },
  json: missing.length === 0 ? { status: state } : { status: state, missing },
})

/** An index card with its lines. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="3" y="6" width="26" height="20" rx="2" fill="#fbfaf6" stroke="#0f5561" stroke-width="2"/><path d="M8 13h16M8 18h16M8 23h9" stroke="#0f5561" stroke-width="2"/></svg>'

/** One registry for each running service. */
const registries = new WeakMap<Services, ReturnType<typeof openMetrics>>()

function metricsOf(services: Services): ReturnType<typeof openMetrics> {
  const known = registries.get(services)
  if (known !== undefined) return known
  const registry = openMetrics(services)
  registries.set(services, registry)
  registry.catch(() => registries.delete(services))
  return registry
}

/** What is the same for everybody for as long as the process runs. */
export const keptForGood =
  (reading: Omit<Reading, 'keys' | 'negotiated'>): Handle =>
  (call) =>
    call.keep(call.delivery.shelf('assets'), '', async () => ({ ...reading, keys: [], negotiated: false }))

export const serviceRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/assets/icon.svg',
    handle: keptForGood({ headers: { 'content-type': 'image/svg+xml' }, body: icon }),
  },
  {
    method: 'get',
    path: '/health/live',
    handle: async () => health(200, 'live'),
  },
  {
    method: 'get',
    path: '/health/ready',
    async handle(call) {
      try {
        await call.database.ping()
        return health(200, 'ready')
      } catch {
        return health(503, 'degraded', ['database'])
      }
    },
  },
  {
    method: 'get',
    path: '/metrics',
    async handle({ services }) {
      if (!services.metrics) throw new Refusal('noSuchAddress')
      const registry = await metricsOf(services)
      const headers = { 'content-type': registry.contentType, 'cache-control': 'no-store' }
      return { status: 200, headers, body: await registry.metrics() }
    },
  },
  {
    method: 'get',
    path: '/docs',
    handle: keptForGood({ headers: { 'content-type': 'text/html; charset=utf-8' }, body: referencePage }),
  },
  {
    method: 'get',
    path: '/assets/reference/:name',
    async handle(call, params) {
      const asset = assets.get(params['name'] ?? '')
      if (asset === undefined) throw new Refusal('noSuchAddress')
      return keptForGood({ headers: { 'content-type': asset.type }, body: asset.body })(call, params)
    },
  },
]
