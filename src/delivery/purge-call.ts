/** One call to one cache. */
import { createHmac, randomUUID } from 'node:crypto'
import type { PurgeConfig } from '../config.ts'

/** Resolves when the cache has taken it. */
export type PurgeCall = (keys: readonly string[]) => Promise<void>

/** How long a cache may take to answer, in milliseconds. */
const callLimit = 2000

/** fetch says "fetch failed", and why only in the cause; the cause of several addresses has a code and no message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}

/**
 * The headers of a call that is signed (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.content`, where the
 * content is the body, or for a call without one the value of Surrogate-Key. A secret that begins with `whsec_` is
 * base64 after it, as that standard's libraries have them; any other is taken as it is.
 */
function signature(secret: string, content: string): Record<string, string> {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${content}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` }
}

/** fetch refuses an address with a password in it, and repeats it in its error. */
function addressOf(text: string): { url: URL; credentials: Record<string, string> } {
  const url = new URL(text)
  const { username, password } = url
  if (username === '' && password === '') return { url, credentials: {} }
  const pair = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  url.username = ''
  url.password = ''
  return { url, credentials: { authorization: `Basic ${pair.toString('base64')}` } }
}

/** fetch sends BAN as it is, though it is no method that Node's own server would take. */
export function callOf(text: string, { method, secret }: PurgeConfig): PurgeCall {
  const { url, credentials } = addressOf(text)
  return async (keys) => {
    const names = keys.join(' ')
    const body = method === 'POST' ? JSON.stringify({ type: 'purge', keys }) : undefined
    const about = body === undefined ? { 'surrogate-key': names } : { 'content-type': 'application/json' }
    const signed = secret === undefined ? {} : signature(secret, body ?? names)
    const response = await fetch(url, {
      method,
      headers: { ...credentials, ...about, ...signed },
      // Following a redirection would make another method of this one.
      redirect: 'error',
      signal: AbortSignal.timeout(callLimit),
      ...(body === undefined ? {} : { body }),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  }
}
