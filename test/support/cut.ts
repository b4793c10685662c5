/** A network between a service and its database that a test may make slow, or cut. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * - `slow`: every answer is late.
 * - `silent`: nothing comes through in either direction and nothing is refused. What was connected, or tries to be,
 *   stays so for good: as behind a firewall that has forgotten it.
 * - `refusing`: connections are cut and refused.
 */
type State = 'open' | 'slow' | 'silent' | 'refusing'

export interface Cut {
  /** The address of what is on the other side, by this way. */
  readonly url: string
  readonly become: (state: State) => Promise<void>
  readonly close: () => Promise<void>
}

/** The two sockets of one connection. */
interface Pair {
  readonly near: Socket
  readonly far: Socket
  /** Nothing comes through any more. */
  isMute: boolean
  /** Answers on their way that are late, and when the last of them has come. */
  late: number
  last: Promise<void>
}

/** A way to a database, open at first; while it is slow, `lateness` says of each answer by how many milliseconds. */
export async function cut(target: string, lateness: () => number = () => 5000): Promise<Cut> {
  const there = new URL(target)
  const pairs = new Set<Pair>()
  let state: State = 'open'

  const join = (near: Socket): void => {
    // Half open: whoever hangs up on a mute connection gets no answer to that either.
    const far = connect({ host: there.hostname, port: Number(there.port), allowHalfOpen: true })
    const pair: Pair = { near, far, isMute: state === 'silent', late: 0, last: Promise.resolve() }
    pairs.add(pair)
    near.on('data', (chunk: Buffer) => pair.isMute || far.write(chunk))
    near.on('end', () => pair.isMute || far.end())
    far.on('data', (chunk: Buffer) => answer(pair, () => near.write(chunk)))
    far.on('end', () => answer(pair, () => near.end()))
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      // What is to be done about it is done when it closes.
      socket.on('error', () => undefined)
      socket.on('close', () => hangUp(pair))
    }
  }
  const hangUp = (pair: Pair): void => {
    if (pair.isMute) return
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
  /** Passes on what the database said, in the order in which it did. */
  const answer = (pair: Pair, pass: () => void): void => {
    if (pair.isMute) return
    const due = performance.now() + (state === 'slow' ? lateness() : 0)
    if (state !== 'slow' && pair.late === 0) return pass()
    pair.late += 1
    pair.last = pair.last.then(async () => {
      await wait(due - performance.now())
      pair.late -= 1
      if (!pair.isMute && pair.near.writable) pass()
    })
  }

  const server = createServer({ allowHalfOpen: true }, join)
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const endAll = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
    pairs.clear()
    await closed
  }
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    async become(next) {
      if (next === 'refusing' && state !== 'refusing') await endAll()
      if (next !== 'refusing' && state === 'refusing') await listen(port)
      if (next === 'silent') for (const pair of pairs) pair.isMute = true
      state = next
    },
    async close() {
      if (state !== 'refusing') await endAll()
      state = 'refusing'
    },
  }
}
