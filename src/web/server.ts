import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { Representation } from '../delivery/representation.ts'
import { Refusal } from '../refusal.ts'
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

/** The parameters that a row knows, in its own order, the first of each: so that no two addresses say the same. */
function knownQuery(url: URL, names: readonly string[]): URLSearchParams {
  return new URLSearchParams(
    names.flatMap((name): [string, string][] => {
      const value = url.searchParams.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

/** What every handler is given. Nothing here is asked of the database before a handler wants it. */
function callOf(context: Context<Env>, services: Services, names: readonly string[]): Call {
  const { database, delivery } = services
  const url = new URL(context.req.url)
  const query = knownQuery(url, names)
  const header = (name: string) => context.req.header(name)
  const explicit = url.searchParams.get('locale')
  const address = `${url.pathname}?${query.toString()}`
  let asked: ReturnType<typeof editorOf> | undefined
  return {
    services,
    database,
    delivery,
    method: context.req.method,
    url,
    query,
    origin: services.publicUrl ?? url.origin,
    header,
    wanted: wantedBy(explicit, header('accept-language'), delivery.site.defaultLocale),
    editor: () => (asked ??= editorOf(database, header('authorization'))),
    site: delivery.site,
    keep: async (shelf, what, make) =>
      delivery.keep(shelf, `${address} ${what}`, async () => finished(await make())),
    keepRead: (key, what, make) =>
      delivery.keepRead(key, `${address} ${what}`, async () => finished(await make())),
    body: (limit) => readBody(context.req.raw, limit),
  }
}

/** Parameters of the path, decoded. One that is no text at all names nothing that exists. */
function paramsOf(context: Context): Record<string, string> {
  const params = Object.entries(context.req.param()).map(([name, value]): [string, string] => {
    const text = value.normalize('NFC')
    if (/[\p{Cc}\p{Cs}]/u.test(text) || text.includes('\uFFFD')) throw new Refusal('noSuchAddress')
    return [name, text]
  })
  return Object.fromEntries(params)
}

/**
 * Whether a request has an address to speak of, be it in a problem document. A Host like `xn--` or `1.2.3.256` makes
 * none, and one like `//` or `0.0/0.0` would move the path of the request.
 */
const isAddress = (url: string, host = ''): boolean => URL.canParse(url) && !/[\s/\\?#@]/.test(host)

type Served = Omit<Row, 'path' | 'method'>

/** What handlers are served with. */
interface Serving {
  readonly services: Services
  readonly remember: Remember
}

async function counted(context: Context<Env>, serving: Serving, row: Served): Promise<Response> {
  const response = await serve(context, serving, row)
  serving.services.tally.countRouter(response.status)
  return response
}

async function serve(context: Context<Env>, { services, remember }: Serving, row: Served): Promise<Response> {
  const header = (name: string) => context.req.header(name)
  const { method } = context.req
  if (!isAddress(context.req.url, header('host'))) {
    return new Response(null, { status: 400, headers: secureFields('', method) })
  }
  try {
    const answer = await row.handle(callOf(context, services, row.query), paramsOf(context))
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

/** Every path with its methods, for 405 and OPTIONS. */
function methodsByPath(rows: readonly { method: string; path: string }[]): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { method, path } of rows) {
    const names = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    methods.set(path, [...(methods.get(path) ?? []), ...names])
  }
  return methods
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
  for (const { method, path, ...row } of rows) {
    app.on(method.toUpperCase(), path, (context) => counted(context, serving, row))
  }
  const answer = (handle: Handle) => (context: Context<Env>) =>
    counted(context, serving, { query: [], handle })
  for (const [path, methods] of methodsByPath(rows)) {
    const allow = [...methods, 'OPTIONS'].join(', ')
    app.options(
      path,
      answer(async () => ({ status: 204, headers: { allow } })),
    )
    app.all(
      path,
      answer(async () => {
        throw new Refusal('methodNotAllowed', { allow })
      }),
    )
  }
  app.notFound(
    answer(async () => {
      throw new Refusal('noSuchAddress')
    }),
  )
  app.onError((error, context) => failed(context, services, error))
  return app
}
