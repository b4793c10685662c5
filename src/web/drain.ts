/**
 * Stopping without cutting a request off. `Server.close()` and `closeIdleConnections()` cannot do it: they destroy a
 * connection whose answer is on its way out, with the pipelined requests behind it, and reset one on which a request
 * is just arriving. So a drain keeps its own list of connections, and each of them ends in one of two ways:
 *
 * - Its next answer says `Connection: close`. What was sent before the client could read that is answered, too: of
 *   several requests on their way the newest says it. What is sent afterwards is not processed (RFC 9112 §9.6).
 * - It is silent for `grace`. Only then do we hang up unasked. A client may be sending on it at that very moment, and
 *   will get no answer: HTTP/1.1 has no way to ask first. The trade: with idle connections a stop takes as long as the
 *   grace, and nobody who uses a connection more often than that is ever hung up on. Without any nothing is waited for.
 */
import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import { Server as SocketServer } from 'node:net'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long a drain waits for requests that are still being sent or answered, in milliseconds, as all of these. */
const drainLimit = 10_000
/** How long a connection is silent before it is closed unasked. */
const grace = 1000
/** How long the other side has to end a connection that we have ended. */
const lingering = 1000
/** How long clients that are just connecting may keep us listening. */
const settling = 200
const shortTurn = 0.1
const betweenLooks = 50

/** An open connection. Outside a drain only `newest` is kept up to date, and cheaply: every request comes by here. */
interface Connection {
  /** The answer to its newest request. Answers leave in the order of requests: when it is sent, all are. */
  newest: ServerResponse | undefined
  /** When a drain last saw it at work. */
  workedAt: number
  /** The answer that was sent by then, and the bytes that had come. More of them are the head of another request. */
  worked: ServerResponse | undefined
  bytes: number
}

const isUnderWay = (response: ServerResponse | undefined): boolean => response?.writableFinished === false

/** Says `Connection: close`, where it is not too late. Unlike a header this can be taken back. */
function sayGoodbye(response: ServerResponse | undefined): void {
  if (response?.headersSent === false) response.shouldKeepAlive = false
}

/**
 * Ends our side, and reads on until the other side ends, too. Destroying the socket, as Node does after the last
 * answer, would meet what is still coming (the rest of a body, say) with a reset, which may overtake the answer.
 */
function hangUp(socket: Socket): void {
  if (!socket.writable) return
  socket.end()
  setTimeout(() => socket.destroy(), lingering).unref()
}

/** Notes that it was at work just now. What came is known to be whole requests only when all are answered. */
function noteWork(socket: Socket, connection: Connection): void {
  const { newest } = connection
  connection.workedAt = performance.now()
  connection.worked = isUnderWay(newest) ? undefined : newest
  connection.bytes = newest === undefined ? 0 : socket.bytesRead
}

function beginDraining(socket: Socket, connection: Connection): void {
  noteWork(socket, connection)
  // What Node calls after an answer that said `Connection: close`.
  socket.destroySoon = () => hangUp(socket)
  sayGoodbye(connection.newest)
}

/** Hangs up on a connection that has been silent for the grace. */
function look(socket: Socket, connection: Connection): void {
  if (isUnderWay(connection.newest) || connection.worked !== connection.newest) noteWork(socket, connection)
  else if (socket.bytesRead === connection.bytes && performance.now() - connection.workedAt >= grace)
    hangUp(socket)
}

/** A request that comes during a drain says the goodbye in the place of the one before. False when that was said. */
function takeGoodbyeOver(connection: Connection, outgoing: ServerResponse): boolean {
  const before = connection.newest
  if (before?.shouldKeepAlive === false) {
    if (before.headersSent) return false
    before.shouldKeepAlive = true
  }
  connection.newest = outgoing
  sayGoodbye(outgoing)
  return true
}

/**
 * Waits for a turn of the event loop that brings no connection: each turn accepts one, and those still waiting when
 * the socket closes are reset. For a short one, since clients go on connecting: what comes between that look and the
 * closing is lost. Now and then there is such a client on a busy machine: connected, reset, and so as good as refused.
 */
async function settled(accepted: () => number): Promise<void> {
  const until = performance.now() + settling
  for (let isQuiet = false; !isQuiet && performance.now() < until;) {
    await nextTurn()
    const before = accepted()
    const from = performance.now()
    await nextTurn()
    isQuiet = accepted() === before && performance.now() - from < shortTurn
  }
}

/** A server for `listener`. Its drain takes nothing new and resolves when every connection is closed. */
export function drainable(listener: RequestListener): { server: Server; drain: () => Promise<void> } {
  const connections = new Map<Socket, Connection>()
  let accepted = 0
  let isDraining = false
  const server = createServer((incoming, outgoing) => {
    const { socket } = incoming
    const connection = connections.get(socket)
    if (isDraining && connection !== undefined) {
      if (!socket.writable || !takeGoodbyeOver(connection, outgoing)) return
      // Not at once: there may be more in the packet, and then it is not this answer that says goodbye.
      setImmediate(listener, incoming, outgoing)
      return
    }
    listener(incoming, outgoing)
    // What is through already needs no goodbye; to hold on to it would keep a dead answer alive on each connection.
    if (connection !== undefined) connection.newest = outgoing.writableFinished ? undefined : outgoing
  })
  server.on('connection', (socket) => {
    accepted++
    const connection: Connection = { newest: undefined, workedAt: 0, worked: undefined, bytes: 0 }
    connections.set(socket, connection)
    socket.once('close', () => connections.delete(socket))
    if (isDraining) beginDraining(socket, connection)
  })
  const lookAtAll = () => {
    for (const [socket, connection] of connections) look(socket, connection)
  }
  const drain = async () => {
    isDraining = true
    for (const [socket, connection] of connections) beginDraining(socket, connection)
    await settled(() => accepted)
    // Timers run before sockets are read, immediates after: what has arrived by now is known before anybody is cut.
    const looking = setInterval(() => setImmediate(lookAtAll), betweenLooks)
    const limit = setTimeout(() => server.closeAllConnections(), drainLimit)
    // The socket's own `close`, which leaves connections alone.
    await new Promise<void>((resolve) => SocketServer.prototype.close.call(server, () => resolve()))
    clearInterval(looking)
    clearTimeout(limit)
  }
  return { server, drain }
}
