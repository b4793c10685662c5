/** Readers as the service meets them: each on a connection that is kept alive, asking one thing after the other. */
import { Agent, request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export interface Asked {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Without its coding. */
  readonly text: string
  /** Milliseconds from the question to the end of the answer. */
  readonly took: number
}

/** Milliseconds after which nobody would wait any longer. */
const longest = 30_000

const textOf = (coding: string | undefined, body: Buffer): string => {
  if (body.length === 0) return ''
  if (coding === 'br') return brotliDecompressSync(body).toString()
  return (coding === 'gzip' ? gunzipSync(body) : body).toString()
}

/** Asks as it is told to: `fetch` would say by itself which codings and languages it likes. */
export async function get(url: string, asked: Asked, agent?: Agent): Promise<Answer> {
  const { path, method = 'GET', headers = {}, body } = asked
  const from = performance.now()
  const options = { method, headers, signal: AbortSignal.timeout(longest), ...(agent ? { agent } : {}) }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${url}${path}`, options, resolve).on('error', reject).end(body)
  })
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: textOf(response.headers['content-encoding'], Buffer.concat(chunks)),
    took: performance.now() - from,
  }
}

/** What is asked for, and what the answer has to be. */
export interface Expected {
  readonly asked: Asked
  readonly status: number
  /** Absent where any body will do. */
  readonly text?: string
}

export interface Reading {
  /** Lets the readers go; tells how many answers they got, and what was wrong with which. */
  readonly stop: () => Promise<{ readonly answers: number; readonly failures: readonly string[] }>
}

const shown = ({ path, method = 'GET', headers = {} }: Asked): string =>
  `${method} ${path} ${JSON.stringify(headers)}`

/** What is wrong with the answer; undefined: nothing. */
async function fault(url: string, { asked, status, text }: Expected, agent: Agent) {
  try {
    const answer = await get(url, asked, agent)
    if (answer.status !== status) return `${shown(asked)}: ${answer.status} ${answer.text.slice(0, 200)}`
    return text === undefined || answer.text === text ? undefined : `${shown(asked)}: another body`
  } catch (error) {
    return `${shown(asked)}: ${String(error)}`
  }
}

/** Readers who ask for all of this in turn, over and over. */
export function readOn(
  url: string,
  expect: readonly (() => Expected)[],
  { readers = 4, pause = 2 } = {},
): Reading {
  const failures: string[] = []
  const reading = { isOver: false }
  let nth = 0
  let answers = 0
  const readings = Array.from({ length: readers }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!reading.isOver) {
      const expected = expect[nth % expect.length]?.()
      nth += 1
      if (expected === undefined) break
      const found = await fault(url, expected, agent)
      if (found === undefined) answers += 1
      else failures.push(found)
      await wait(pause)
    }
    agent.destroy()
  })
  return {
    stop: async () => {
      reading.isOver = true
      await Promise.all(readings)
      return { answers, failures }
    },
  }
}
