import { Agent, request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

export type Headers = Readonly<Record<string, string>>

/** What is asked of a server: a path with its query, and headers. */
export interface Ask {
  readonly path: string
  readonly headers?: Headers
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Names as they were sent, without those that Node adds to every answer by itself. */
  readonly sent: Headers
  readonly body: Buffer
  readonly milliseconds: number
}

/** An answer of the service for a reference server to give: the headers with which it answers 200, and 304. */
export interface Captured {
  readonly path: string
  readonly headers: Headers
  readonly unchanged: Headers
  /** base64 */
  readonly body: string
}

const agent = new Agent({ keepAlive: true })
const ownHeaders = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])
const silence = 60_000

function sentHeaders(raw: readonly string[]): Headers {
  const pairs = raw.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : [],
  )
  return Object.fromEntries(pairs.filter(([name]) => !ownHeaders.has(name.toLowerCase())))
}

interface Sending extends Ask {
  readonly method?: string
  readonly body?: string
  readonly over?: Agent
}

/** One request, answered whole. Rejects when the connection fails. */
export function ask(
  server: string,
  { path, headers = {}, method = 'GET', body, over = agent }: Sending,
): Promise<Answer> {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const sending = request(
      `${server}${path}`,
      { method, headers, agent: over, timeout: silence },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            sent: sentHeaders(response.rawHeaders),
            body: Buffer.concat(chunks),
            milliseconds: performance.now() - from,
          }),
        )
      },
    )
    sending.on('timeout', () => sending.destroy(new Error(`${path}: no answer within a minute`)))
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Asks until the answer has the coding that was asked for: compressing may go on after the first answers. */
async function settled(server: string, asked: Ask): Promise<Answer> {
  const coding = asked.headers?.['Accept-Encoding']
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask(server, asked)
    if (answer.status !== 200)
      throw new Error(`${asked.path} answered ${answer.status}: ${answer.body.toString()}`)
    if (coding === undefined || answer.headers['content-encoding'] === coding) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${asked.path} is not sent as ${coding}`)
}

/** What a server answers to a request, and to the same from somebody who has it already. */
export async function capture(server: string, asked: Ask): Promise<Captured> {
  const answer = await settled(server, asked)
  const known = { ...asked.headers, 'If-None-Match': answer.headers.etag ?? '' }
  const unchanged = await ask(server, { path: asked.path, headers: known })
  if (unchanged.status !== 304) throw new Error(`${asked.path} answered ${unchanged.status} to its own ETag`)
  return {
    path: asked.path,
    headers: answer.sent,
    unchanged: unchanged.sent,
    body: answer.body.toString('base64'),
  }
}
