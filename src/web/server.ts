import { Hono } from 'hono'
import type { Context } from 'hono'
import { Refusal } from '../refusal.ts'
import { readSite } from '../site.ts'
import { readBody } from './body.ts'
import type { Call, Services } from './context.ts'
import type { Endpoint } from './endpoint.ts'
import { wantedBy } from './locale.ts'
import { describeApi } from './openapi.ts'
import { refuse } from './refuse.ts'
import { respond } from './reply.ts'
import { endpoints, otherRoutes } from './routes.ts'
import { secure } from './security.ts'
import { version } from './service.ts'
import { editorOf } from './session.ts'
import type { Route } from './service.ts'

type Handle = Endpoint['handle']

/** Hono writes a parameter as `:slug`. */
const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** What every handler is given. Nothing here is asked for before a handler wants it. */
async function callOf(context: Context, services: Services): Promise<Call> {
  const { database } = services
  const url = new URL(context.req.url)
  const header = (name: string) => context.req.header(name)
  let known: ReturnType<typeof readSite> | undefined
  const site = () => (known ??= readSite(database.reader))
  const explicit = url.searchParams.get('locale')
  const language = header('accept-language')
  const wantsDefault = explicit === null && language === undefined
  const defaultLocale = wantsDefault && !isService(url) ? (await site()).defaultLocale : 'en'
  let asked: ReturnType<typeof editorOf> | undefined
  return {
    services,
    database,
    method: context.req.method,
    url,
    origin: services.publicUrl ?? url.origin,
    header,
    wanted: wantedBy(explicit, language, defaultLocale),
    editor: () => (asked ??= editorOf(database, header('authorization'))),
    site,
    body: (limit) => readBody(context.req.raw, limit),
  }
}

/** Addresses that answer without the database. */
const isService = (url: URL): boolean => /^\/(health|assets|docs|openapi\.json|problems)/.test(url.pathname)

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

async function serve(context: Context, services: Services, handle: Handle): Promise<Response> {
  const header = (name: string) => context.req.header(name)
  if (!isAddress(context.req.url, header('host'))) {
    return secure(new Response(null, { status: 400 }), context.req.method)
  }
  try {
    const reply = await handle(await callOf(context, services), paramsOf(context))
    return secure(await respond(reply, header), context.req.method)
  } catch (error) {
    return failed(context, services, error)
  }
}

async function failed(context: Context, services: Services, error: unknown): Promise<Response> {
  const header = (name: string) => context.req.header(name)
  const { method } = context.req
  const reply = await refuse(services, error, { method, url: new URL(context.req.url), header })
  return secure(await respond(reply, header), method)
}

/** What is for editors alone says so before anything else that a stranger sends is read, and be it 8 MB. */
const guarded = ({ tag, handle }: Endpoint): Handle =>
  tag !== 'Writing'
    ? handle
    : async (call, params) => {
        if ((await call.editor()) === undefined) throw new Refusal('notSignedIn')
        return handle(call, params)
      }

/** Every path with its methods, for 405 and OPTIONS. */
function methodsByPath(rows: readonly { method: string; path: string }[]): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { method, path } of rows) {
    const names = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    methods.set(path, [...(methods.get(path) ?? []), ...names])
  }
  return methods
}

export function createServer(services: Services): Hono {
  const app = new Hono()
  const description = JSON.stringify(describeApi(endpoints, version))
  const openapi: Route = {
    method: 'get',
    path: '/openapi.json',
    handle: async () => ({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: description,
      cached: { keys: [], negotiated: false },
    }),
  }
  const rows = [
    ...endpoints.map((row) => ({ method: row.method, path: honoPath(row.path), handle: guarded(row) })),
    openapi,
    ...otherRoutes,
  ]
  for (const { method, path, handle } of rows) {
    app.on(method.toUpperCase(), path, (context) => serve(context, services, handle))
  }
  for (const [path, methods] of methodsByPath(rows)) {
    const allow = [...methods, 'OPTIONS'].join(', ')
    app.options(path, (context) =>
      serve(context, services, async () => ({ status: 204, headers: { allow } })),
    )
    app.all(path, (context) =>
      serve(context, services, async () => {
        throw new Refusal('methodNotAllowed', { allow })
      }),
    )
  }
  const nothing: Handle = async () => {
    throw new Refusal('noSuchAddress')
  }
  app.notFound((context) => serve(context, services, nothing))
  app.onError((error, context) => failed(context, services, error))
  return app
}
