/** Clients who ask one thing after the other, each in its own way, and keep count of what becomes of it. */
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A service with an edition that everybody reads. */
export interface Target {
  readonly port: number
  /** Opens it to those who write. */
  readonly key: string
  readonly path: string
  /** How many bytes the edition has. */
  readonly length: number
}

export interface Tally {
  /** Requests that were answered whole, by the kind of client. */
  readonly whole: Record<string, number>
  /** Connections that nothing ever came over: there was nobody to accept them any more. */
  refused: number
  /** What must not happen. */
  readonly cut: string[]
}

export interface Load {
  readonly tally: Tally
  /** Asks nothing more, and resolves when the last request has ended. */
  readonly end: () => Promise<Tally>
  /** Resolves when every client was refused, as happens when the service has stopped. */
  readonly over: Promise<unknown>
}

/** How a request ended. */
type Outcome = 'whole' | 'refused' | { readonly cut: string }
type Ask = () => Promise<Outcome>

/** How long a request may take, in milliseconds. */
const patience = 12_000

/** What a client is told when nobody accepts its connection. */
const refusals = /^(ECONNREFUSED|ECONNRESET|EPIPE)$/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0
  for await (const chunk of response) length += Buffer.isBuffer(chunk) ? chunk.length : 0
  return length
}

async function outcomeOf(
  sent: ReturnType<typeof request>,
  isWhole: (response: IncomingMessage, length: number) => boolean,
): Promise<Outcome> {
  let response: IncomingMessage | undefined
  sent.setTimeout(patience, () => sent.destroy(new Error('no answer')))
  try {
    response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('error', reject)
    })
    const length = await lengthOf(response)
    return isWhole(response, length) ? 'whole' : { cut: `${response.statusCode} with ${length} bytes` }
  } catch (error) {
    const isUnheard = !sent.reusedSocket && (sent.socket?.bytesRead ?? 0) === 0
    if (isUnheard && refusals.test(codeOf(error))) return 'refused'
    const when = response === undefined ? 'before' : 'in'
    return {
      cut: `${codeOf(error)} ${when} the answer on a ${sent.reusedSocket ? 'kept' : 'new'} connection`,
    }
  }
}

function reader({ port, path, length }: Target, agent: Agent | false): Ask {
  return () =>
    outcomeOf(
      request({ host: '127.0.0.1', port, path, agent }).end(),
      (response, got) => response.statusCode === 200 && got === length,
    )
}

/** Writes documents whose text comes in two halves. */
function writer({ port, key }: Target): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return () => {
    const sent = request({ host: '127.0.0.1', port, path: '/v1/documents', method: 'POST', agent, headers })
    sent.write('{"sourceLocale": "fr", "text": ')
    setTimeout(() => sent.end('"Le port compte 12 quais."}'), 40)
    return outcomeOf(sent, (response) => response.statusCode === 201)
  }
}

const batch = 3

/** Sends several requests at once, again and again on one connection until that is said to close. */
function pipeliner({ port, path, length }: Target): Ask {
  const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
  let kept: Socket | undefined
  return async () => {
    const isNew = kept === undefined
    const socket = kept ?? connect(port, '127.0.0.1').setEncoding('latin1').setTimeout(patience)
    let got = ''
    const failure = await new Promise<string | undefined>((resolve) => {
      socket.on('data', (text: string) => {
        got += text
        if (answersIn(got, length) === batch) resolve(undefined)
      })
      socket.on('error', (error) => resolve(codeOf(error)))
      socket.on('timeout', () => resolve('no answer'))
      socket.on('close', () => resolve('closed'))
      socket.write(head.repeat(batch))
    })
    socket.removeAllListeners().on('error', () => undefined)
    kept = failure === undefined && !/^connection: close/im.test(got) ? socket : undefined
    if (kept === undefined) socket.destroy()
    if (failure === undefined) return 'whole'
    if (isNew && got === '' && refusals.test(failure)) return 'refused'
    return { cut: `${failure} after ${answersIn(got, length)} of ${batch} answers` }
  }
}

/** How many whole answers there are, all of them with a body of `length` bytes. */
function answersIn(text: string, length: number): number {
  const end = text.indexOf('\r\n\r\n')
  if (!text.startsWith('HTTP/1.1 200 ') || end === -1 || text.length < end + 4 + length) return 0
  return 1 + answersIn(text.slice(end + 4 + length), length)
}

interface Client {
  readonly kind: string
  readonly ask: Ask
  /** The longest pause between two requests, in milliseconds. */
  readonly pause: number
}

/** How many kinds of clients there are. */
export const kinds = 5

/** A few of each kind: they share two cores with what they ask. */
function clientsOf(target: Target): Client[] {
  const kept = () => reader(target, new Agent({ keepAlive: true, maxSockets: 1 }))
  return [
    { kind: 'kept', ask: kept(), pause: 10 },
    ...[1, 2, 3, 4].map(() => ({ kind: 'pausing', ask: kept(), pause: 400 })),
    ...[1, 2].map(() => ({ kind: 'new', ask: reader(target, false), pause: 40 })),
    { kind: 'writing', ask: writer(target), pause: 0 },
    { kind: 'pipelining', ask: pipeliner(target), pause: 40 },
  ]
}

/** Starts the clients. Each goes on until it is told to end, or finds nobody to ask. */
export function load(target: Target): Load {
  const tally: Tally = { whole: {}, refused: 0, cut: [] }
  const ending = new AbortController()
  const run = async ({ kind, ask, pause }: Client): Promise<void> => {
    while (!ending.signal.aborted) {
      const outcome = await ask()
      if (outcome === 'whole') tally.whole[kind] = (tally.whole[kind] ?? 0) + 1
      else if (outcome !== 'refused') tally.cut.push(`${kind}: ${outcome.cut}`)
      else {
        tally.refused++
        return
      }
      await wait(Math.random() * pause)
    }
  }
  const over = Promise.all(clientsOf(target).map(run))
  const end = async () => {
    ending.abort()
    await over
    return tally
  }
  return { tally, end, over }
}
