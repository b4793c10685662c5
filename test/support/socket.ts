import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { connect } from 'node:net'

/** A listener on a port of its own. */
export interface Listening {
  readonly port: number
  readonly server: Server
  readonly close: () => Promise<void>
}

export async function listenOn(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { port, server, close }
}

/** What comes back for bytes sent as they are, until the other side closes: say `Connection: close`. */
export async function exchange(port: number, request: string | Buffer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.setTimeout(10_000, () => socket.destroy(new Error('no end of the answer within 10 s')))
  socket.write(request)
  await once(socket, 'close')
  return Buffer.concat(chunks)
}
