/** Of a page: nothing is loaded from another host, nothing inline runs, nobody frames us. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Of everything else, should a browser be made to show it: nothing at all is loaded. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

const exposed = 'Content-Language, Content-Location, ETag, Link, Location, Retry-After'

const ofEverything = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

const ofReading = {
  ...ofEverything,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': exposed,
}

const ofOptions = {
  ...ofEverything,
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'Accept-Language, If-None-Match, If-Modified-Since, Cache-Control',
  'access-control-max-age': '86400',
}

const policyOf = (type: string): string => (/^(text\/html|image\/svg)/.test(type) ? pagePolicy : dataPolicy)

/** What every read carries, by its Content-Type. Reading is open to scripts of any site. */
export const readingFields = (type: string) => ({ ...ofReading, 'content-security-policy': policyOf(type) })

/** What every answer carries. Writing is open to scripts of no other site. */
export function secureFields(type: string, method: string): Record<string, string> {
  const policy = { 'content-security-policy': policyOf(type) }
  if (method === 'GET' || method === 'HEAD') return { ...ofReading, ...policy }
  return { ...(method === 'OPTIONS' ? ofOptions : ofEverything), ...policy }
}
