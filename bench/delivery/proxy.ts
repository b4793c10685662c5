import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** `closed`: connections are cut and refused. `slow`: all that PostgreSQL says arrives late. */
export type ProxyState = 'open' | 'closed' | 'slow'

/** Between the service and PostgreSQL, so that the database can go away and come back without being touched. */
export interface Proxy {
  /** The address of the database by way of the proxy. */
  readonly url: string
  readonly become: (state: ProxyState) => Promise<void>
  readonly close: () => Promise<void>
}

export async function startProxy(target: string, delay: number): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let state: ProxyState = 'open'
  const join = (near: Socket): void => {
    const far = connect(Number(port === '' ? '5432' : port), hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    near.on('data', (chunk: Buffer) => far.write(chunk))
    // Timers of one length go off in the order in which they were set, so what is late stays in order.
    far.on('data', (chunk: Buffer) => {
      if (state !== 'slow') near.write(chunk)
      else setTimeout(() => near.writable && near.write(chunk), delay)
    })
  }
  const server = createServer(join)
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
  }
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  const address = server.address()
  const own = typeof address === 'object' && address !== null ? address.port : 0
  const url = new URL(target)
  url.host = `127.0.0.1:${own}`
  return {
    url: url.href,
    become: async (next) => {
      if (next === 'closed' && state !== 'closed') await cut()
      if (next !== 'closed' && state === 'closed') await listen(own)
      state = next
    },
    close: cut,
  }
}
