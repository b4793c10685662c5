import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect } from 'vitest'
import { addKey } from '../../src/account/key.ts'
import type { Grant } from '../../src/account/key.ts'
import { buildApp } from '../../src/app.ts'
import { Delivery } from '../../src/delivery/delivery.ts'
import { found } from '../../src/setup/first-start.ts'
import type { Database } from '../../src/store/database.ts'
import type { Services } from '../../src/web/context.ts'
import { endpoints } from '../../src/web/routes.ts'
import { Tally } from '../../src/web/tally.ts'
import { freshDatabase } from './database.ts'

/** A running service without a socket, on a database of its own. */
export interface TestApp {
  readonly database: Database
  readonly delivery: Delivery
  readonly adminKey: string
  /** What the service reported to its operator: a test fails that leaves anything here unexpected. */
  readonly reports: string[]
  /** Sends a request and holds the answer against the service's own OpenAPI document. */
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Answer>
  readonly keyFor: (...grants: Grant[]) => Promise<string>
  readonly close: () => Promise<void>
}

export interface SendOptions {
  /** The key to present; the admin's for every method but GET unless told; null for none. */
  readonly key?: string | null
  readonly headers?: Record<string, string>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is, with the Content-Type in `headers`. */
  readonly body?: string | Uint8Array<ArrayBuffer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed JSON body; undefined when it is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a client without types would
  readonly json: any
}

/** What an app is built from, with the tests' usual choices. */
export function testServices(parts: Pick<Services, 'database' | 'delivery'> & Partial<Services>): Services {
  const report = () => undefined
  return { publicUrl: undefined, report, tally: new Tally(), metrics: false, ...parts }
}

const testLocales = ['fr', 'en', 'ar', 'es', 'de', 'pt', 'zh-Hans', 'ru']

/** `sample: true` loads the sample document; `locales` replaces the site's eight. */
export async function startApp(
  options: { sample?: boolean; locales?: readonly string[] } = {},
): Promise<TestApp> {
  const database = await freshDatabase()
  const adminKey = 'fiche_test_admin_key_0123456789'
  const locales = options.locales ?? testLocales
  await found(database, {
    locales,
    defaultLocale: locales[0] ?? 'fr',
    adminKey,
    sample: options.sample ?? false,
  })
  const reports: string[] = []
  const report = (error: unknown, request: string) => reports.push(`${request}: ${String(error)}`)
  const delivery = await Delivery.open(database, { cacheBytes: 16 * 2 ** 20 })
  const app = buildApp(testServices({ database, delivery, report }))
  const description: unknown = await (await app.fetch(new Request('http://fiche.test/openapi.json'))).json()
  if (typeof description !== 'object' || description === null) throw new Error('no OpenAPI document')
  const validate = responseValidator(description)

  const send = async (method: string, path: string, sent: SendOptions = {}): Promise<Answer> => {
    const key = sent.key === undefined && method !== 'GET' && method !== 'HEAD' ? adminKey : sent.key
    const headers = new Headers(sent.headers)
    if (typeof key === 'string') headers.set('authorization', `Bearer ${key}`)
    if (sent.json !== undefined) headers.set('content-type', 'application/json')
    const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json)
    const request = new Request(`http://fiche.test${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const response = await app.fetch(request)
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    const json: unknown = /json/.test(type) && text !== '' ? JSON.parse(text) : undefined
    if (json !== undefined) validate({ method, path, status: response.status, type, json })
    return { status: response.status, headers: response.headers, text, json }
  }

  const keyFor = async (...grants: Grant[]): Promise<string> =>
    database.transact(async (transaction) => {
      const { secret } = await addKey(transaction, { name: 'Test', grants, expiresAt: null })
      return secret
    })

  const close = () => delivery.close().finally(() => database.close())
  return { database, delivery, adminKey, reports, send, keyFor, close }
}

interface Seen {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly type: string
  readonly json: unknown
}

/** Fails when an answer below /v1 is not what the OpenAPI document says of its path, method and status. */
function responseValidator(description: object): (seen: Seen) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(description, 'openapi')
  const paths = endpoints.map(({ path, method }) => ({
    path,
    method,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return ({ method, path, status, type, json }) => {
    const name = new URL(path, 'http://fiche.test').pathname
    const wanted = method === 'HEAD' ? 'get' : method.toLowerCase()
    const found = paths.find((each) => each.method === wanted && each.pattern.test(name))
    if (found === undefined) return
    const mediaType = type.split(';')[0] ?? ''
    const known = pointerTo(description, found.path, wanted, String(status), mediaType)
    expect(
      known,
      `${method} ${found.path} answers ${status} ${mediaType}, which is not described`,
    ).toBeDefined()
    const validate = ajv.getSchema(`openapi#${known ?? ''}`)
    const isValid = validate?.(json)
    expect(isValid, `${method} ${path}: ${JSON.stringify(validate?.errors)}`).toBe(true)
  }
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')

/** The JSON Pointer of the schema for an answer, or undefined when it is not described. */
function pointerTo(
  description: object,
  path: string,
  method: string,
  status: string,
  type: string,
): string | undefined {
  for (const key of [status, 'default']) {
    const parts = ['paths', path, method, 'responses', key, 'content', type, 'schema']
    let at: unknown = description
    for (const part of parts) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined
    if (at !== undefined) return encodeURI(`/${parts.map(escaped).join('/')}`).replaceAll('#', '%23')
  }
  return undefined
}
