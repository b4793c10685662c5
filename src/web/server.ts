import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { Representation } from '../delivery/representation.ts'
import { Refusal } from '../refusal.ts'
import { addressOf, queryReader } from './address.ts'
import type { Address, Query } from './address.ts'
import { readBody } from './body.ts'
import type { Call, Services } from './context.ts'
import type { Endpoint, Handle } from './endpoint.ts'
import { wantedBy } from './locale.ts'
import { describeApi } from './openapi.ts'
import { refuse } from './refuse.ts'
import { finished, respond, respondKept } from './reply.ts'
import { endpoints, otherRoutes } from './routes.ts'
import { secureFields } from './security.ts'
import { keptForGood, version } from './service.ts'
import { editorOf } from './session.ts'
import type { Route } from './service.ts'

/** One row of the table of URLs, as it is served. */
interface Row {
  readonly method: string
  /** As Hono writes it. */
  readonly path: string
  readonly query: readonly string[]
  readonly handle: Handle
}

type Env = { Bindings: { incoming?: IncomingMessage } }

/** Told of every request that was answered with what is kept. */
export type Remember = (incoming: IncomingMessage, representation: Representation) => void

/** Hono writes a parameter as `:slug`. */
const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** What every handler is given. Nothing here is asked of the database before a handler wants it. */
function callOf(context: Context<Env>, address: Address, services: Services, row: Served): Call {
  const { database, delivery, publicUrl } = services
  const { path, search } = address
  const { known, text, locale } = row.query(search)
  const header = (name: string) => context.req.header(name)
  const name = `${path}?${text}`
  let asked: ReturnType<typeof editorOf> | undefined
  return {
    services,
    database,
    delivery,
    method: context.req.method,
    path,
    search,
    query: known,
    origin: publicUrl ?? address.origin,
    header,
    // As of now, whenever that is: a handler that has waited must not choose by the site as it was before.
    get wanted() {
      return wantedBy(locale, header('accept-language'), delivery.site.defaultLocale)
    },
    editor: () => (asked ??= editorOf(database, header('authorization'))),
    get site() {
      return delivery.site
    },
    keep: async (shelf, what, make) =>
      delivery.keep(shelf, `${name} ${what}`, async () => finished(await make())),
    keepRead: (plan) =>
      delivery.keepRead(() => {
        const { key, what, make } = plan()
        return { key, name: `${name} ${what}`, make: async () => finished(await make()) }
      }),
    body: (limit) => readBody(context.req.raw, limit),
  }
}

/** Parameters of the path, decoded. One that is no text at all names nothing that exists. */
function paramsOf(context: Context): Record<string, string> {
  const params = context.req.param()
  for (const name in params) params[name] = textOf(params[name] ?? '')
  return params
}

function textOf(value: string): string {
  if (/^[\w.-]*$/.test(value)) return value
  const text = value.normalize('NFC')
  if (/[\p{Cc}\p{Cs}]/u.test(text) || text.includes('\uFFFD')) throw new Refusal('noSuchAddress')
  return text
}

interface Served {
  readonly query: (search: string) => Query
  readonly handle: Handle
}

/** What handlers are served with. */
interface Serving {
  readonly services: Services
  readonly remember: Remember
}

async function serve(context: Context<Env>, serving: Serving, row: Served): Promise<Response> {
  const response = await answerTo(context, serving, row)
  serving.services.tally.countRouter(response.status)
  return response
}

async function answerTo(
  context: Context<Env>,
  { services, remember }: Serving,
  row: Served,
): Promise<Response> {
  const header = (name: string) => context.req.header(name)
  const { method } = context.req
  const address = addressOf(context.req.url, header('host'))
  if (address === undefined) {
    return new Response(null, { status: 400, headers: secureFields('', method) })
  }
  try {
    const answer = await row.handle(callOf(context, address, services, row), paramsOf(context))
    if (!(answer instanceof Representation)) return await respond(answer, method, header)
    // Absent where there is no socket: in tests.
    const { incoming } = context.env ?? {}
    if (incoming !== undefined) remember(incoming, answer)
    return await respondKept(answer, header)
  } catch (error) {
    return failed(context, services, error)
  }
}

async function failed(context: Context<Env>, services: Services, error: unknown): Promise<Response> {
  const header = (name: string) => context.req.header(name)
  const { method } = context.req
  const reply = await refuse(services, error, { method, url: new URL(context.req.url), header })
  return respond(reply, method, header)
}

/** What is for editors alone says so before anything else that a stranger sends is read, and be it 8 MB. */
const guarded = ({ tag, handle }: Endpoint): Handle =>
  tag !== 'Writing'
    ? handle
    : async (call, params) => {
        if ((await call.editor()) === undefined) throw new Refusal('notSignedIn')
        return handle(call, params)
      }

/** Who changed what readers get reads it here from then on. What the database is too slow to tell comes by itself later. */
const shown = ({ affectsReaders }: Endpoint, handle: Handle): Handle =>
  affectsReaders !== true
    ? handle
    : async (call, params) => {
        const answer = await handle(call, params)
        await call.delivery.look().catch(() => undefined)
        return answer
      }

const rowOf = (endpoint: Endpoint): Row => ({
  method: endpoint.method,
  path: honoPath(endpoint.path),
  query: Object.keys(endpoint.query?.shape ?? {}),
  handle: shown(endpoint, guarded(endpoint)),
})

/** A path of the table with the methods that it takes. */
interface Place {
  readonly pattern: RegExp
  readonly allow: string
}

/** Every path with its methods, for 405 and OPTIONS, in the order of the table. */
function placesOf(rows: readonly Row[]): Place[] {
  const methods = new Map<string, string[]>()
  for (const { method, path } of rows) {
    const names = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    methods.set(path, [...(methods.get(path) ?? []), ...names])
  }
  return [...methods].map(([path, names]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`),
    allow: [...names, 'OPTIONS'].join(', '),
  }))
}

/** What no row takes: another method than those of its path, or no path at all. */
const unmatched =
  (places: readonly Place[]): Handle =>
  async ({ method, path }) => {
    const allow = places.find(({ pattern }) => pattern.test(path))?.allow
    if (allow === undefined) throw new Refusal('noSuchAddress')
    if (method !== 'OPTIONS') throw new Refusal('methodNotAllowed', { allow })
    return { status: 204, headers: { allow } }
  }

/** The description of the API, as an address of its own. */
function openapiRow(): Row {
  const body = JSON.stringify(describeApi(endpoints, version))
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { method: 'get', path: '/openapi.json', query: [], handle: keptForGood({ headers, body }) }
}

const rowOfRoute = ({ query = [], ...route }: Route): Row => ({ ...route, query })

export function createServer(services: Services, remember: Remember): Hono<Env> {
  const app = new Hono<Env>()
  const serving = { services, remember }
  const rows = [...endpoints.map(rowOf), openapiRow(), ...otherRoutes.map(rowOfRoute)]
  for (const { method, path, query, handle } of rows) {
    const row = { query: queryReader(query), handle }
    app.on(method.toUpperCase(), path, (context) => serve(context, serving, row))
  }
  // Not as routes of their own: two handlers for a path cost Hono a chain of promises for each request.
  const row = { query: queryReader([]), handle: unmatched(placesOf(rows)) }
  app.notFound((context) => serve(context, serving, row))
  app.onError((error, context) => failed(context, services, error))
  return app
}
