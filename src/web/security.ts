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

const ofReading = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': exposed,
}

const ofOptions = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'Accept-Language, If-None-Match, If-Modified-Since, Cache-Control',
  'access-control-max-age': '86400',
}

/** Fields that every answer carries, by its Content-Type. Reading is open to scripts of any site, writing to none. */
export function secureFields(type: string, method: string): Record<string, string> {
  const isPage = /^(text\/html|image\/svg)/.test(type)
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'content-security-policy': isPage ? pagePolicy : dataPolicy,
    ...(method === 'GET' || method === 'HEAD' ? ofReading : {}),
    ...(method === 'OPTIONS' ? ofOptions : {}),
  }
}
