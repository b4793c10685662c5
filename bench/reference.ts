/**
 * What Fiche is measured against, each as a process of its own:
 *
 *   reference.js bare <answers.json> all|few   node:http, answers in a Map by address, a server for each list
 *   reference.js row <database url>            Hono and `postgres`, one row by its primary key
 */
import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'
import type { Captured, Headers } from './delivery/capture.ts'

const ready = (...addresses: AddressInfo[]): void => {
  process.stdout.write(`ready at ${addresses.map(({ port }) => `http://127.0.0.1:${port}/`).join(' ')}\n`)
}

interface Answer {
  readonly headers: Headers
  readonly unchanged: Headers
  readonly etag: string
  readonly body: Buffer
}

const needed = new Set(['content-type', 'content-length', 'content-encoding', 'etag'])
const fewOf = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => needed.has(name.toLowerCase())))

function answerOf({ headers, unchanged, body }: Captured, which: 'all' | 'few'): Answer {
  const [etag = ''] = Object.entries(headers).flatMap(([name, value]) =>
    name.toLowerCase() === 'etag' ? [value] : [],
  )
  const shown =
    which === 'all' ? { headers, unchanged } : { headers: fewOf(headers), unchanged: fewOf(unchanged) }
  return { ...shown, etag, body: Buffer.from(body, 'base64') }
}

function bareServer(captured: readonly Captured[], which: 'all' | 'few'): Server {
  const answers = new Map(captured.map((each) => [each.path, answerOf(each, which)]))
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    const answer = answers.get(request.url ?? '')
    if (answer === undefined) {
      response.writeHead(404)
      response.end()
    } else if (request.headers['if-none-match'] === answer.etag) {
      response.writeHead(304, answer.unchanged)
      response.end()
    } else {
      response.writeHead(200, answer.headers)
      response.end(answer.body)
    }
  })
}

async function bare(file: string, which: 'all' | 'few'): Promise<void> {
  const lists: Captured[][] = JSON.parse(readFileSync(file, 'utf8'))
  const addresses: AddressInfo[] = []
  for (const captured of lists) {
    const server = bareServer(captured, which).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address !== null) addresses.push(address)
  }
  ready(...addresses)
}

function row(url: string): void {
  const sql = postgres(url, { max: 10 })
  const app = new Hono()
  app.get('/v1/documents/:slug', async (context) => {
    const { slug } = context.req.param()
    const locale = context.req.query('locale') ?? ''
    const [found] = await sql<{ body: string }[]>`
      select body::text as body from bench_answer where slug = ${slug} and locale = ${locale}`
    if (found === undefined) return context.notFound()
    return context.body(found.body, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ready)
}

const [kind = '', where = '', which = 'all'] = process.argv.slice(2)
if (kind === 'bare') await bare(where, which === 'few' ? 'few' : 'all')
else if (kind === 'row') row(where)
else throw new Error('reference.js bare <answers.json> all|few, or reference.js row <database url>')
