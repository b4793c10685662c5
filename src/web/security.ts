/** Nothing is loaded from another host, nothing inline runs, nobody frames us. */
const contentSecurityPolicy = [
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

const exposed = 'Content-Language, Content-Location, ETag, Link, Location, Retry-After'

/** Headers that every response carries. Reading is open to scripts of any site, writing to none. */
export function secure(response: Response, method: string): Response {
  const { headers } = response
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  headers.set('content-security-policy', contentSecurityPolicy)
  if (method === 'GET' || method === 'HEAD') {
    headers.set('access-control-allow-origin', '*')
    headers.set('access-control-expose-headers', exposed)
  }
  if (method === 'OPTIONS') {
    headers.set('access-control-allow-origin', '*')
    headers.set('access-control-allow-methods', 'GET, HEAD, OPTIONS')
    headers.set(
      'access-control-allow-headers',
      'Accept-Language, If-None-Match, If-Modified-Since, Cache-Control',
    )
    headers.set('access-control-max-age', '86400')
  }
  return response
}
