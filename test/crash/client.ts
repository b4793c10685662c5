import { adminKey } from './process.ts'

export interface Sent {
  readonly json?: unknown
  /** The version that was seen; 0 names none. */
  readonly seen?: number
}

/** Asks as an admin; throws on any answer that is not one of success. */
export async function ask(
  url: string,
  method: string,
  path: string,
  { json, seen = 0 }: Sent = {},
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read as a client without types would
): Promise<any> {
  const headers = new Headers({ authorization: `Bearer ${adminKey}` })
  if (json !== undefined) headers.set('content-type', 'application/json')
  if (seen > 0) headers.set('if-match', `"${seen}"`)
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const response = await fetch(`${url}${path}`, { method, headers, ...body })
  const text = await response.text()
  if (!response.ok) throw new Refused(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** The service answered, and not as it should have. */
export class Refused extends Error {}
