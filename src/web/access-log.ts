import type { RequestListener } from 'node:http'

/**
 * A line of JSON for every request, when its answer is through or the connection is gone: whichever way it was
 * answered. No address and no header of the client: the proxy in front has those, and whether to keep them is for the
 * operator to say.
 */
export function withAccessLog(listener: RequestListener, write: (line: string) => void): RequestListener {
  return (incoming, outgoing) => {
    const from = performance.now()
    outgoing.once('close', () => {
      const { method, url: target } = incoming
      const isWhole = outgoing.writableFinished
      const ms = Math.round((performance.now() - from) * 100) / 100
      const time = new Date().toISOString()
      write(`${JSON.stringify({ time, method, target, status: outgoing.statusCode, ms, isWhole })}\n`)
    })
    listener(incoming, outgoing)
  }
}
