import type { Asked, Found } from '../../edition/read.ts'
import type { Page } from '../../edition/list.ts'
import type { Call } from '../context.ts'
import { malformed } from '../endpoint.ts'
import type { Reply } from '../reply.ts'
import { tag, z } from './schema.ts'

/** What every reading route makes of a request and of an answer. */

export const listOf = (item: z.ZodType) =>
  z.object({
    locale: tag,
    requestedLocale: tag,
    fallback: z.boolean(),
    items: z.array(item),
    next: z.string().nullable().describe('A cursor for the next page; null on the last.'),
  })

/** The languages a reader wants, and whether she takes no other (`?fallback=none`). */
export function askedBy(call: Call): Asked {
  const fallback = call.url.searchParams.get('fallback')
  if (fallback !== null && fallback !== 'none') {
    throw malformed([{ pointer: '?fallback', code: 'notOneOf', params: { values: 'none' } }])
  }
  return { wanted: call.wanted.wanted, strict: fallback === 'none' }
}

/** The address of a call with the language that was served written in it. */
function explicitUrl(call: Call, locale: string): string {
  const query = new URLSearchParams(call.url.search)
  query.set('locale', locale)
  return `${call.url.pathname}?${query.toString()}`
}

/** Headers that say which language was served, and where that language is served for certain. */
export function languageHeaders(call: Call, locale: string): Record<string, string> {
  const language = { 'content-language': locale }
  return call.wanted.explicit ? language : { ...language, 'content-location': explicitUrl(call, locale) }
}

/** A document or a part of one. */
export function readReply(call: Call, found: Found, json: unknown): Reply {
  const { document, view, lastModified } = found
  return {
    status: 200,
    headers: languageHeaders(call, view.locale),
    json,
    cached: { lastModified, keys: [`document-${document.id}`], negotiated: !call.wanted.explicit },
  }
}

/** The link to the next page of a list (RFC 8288). */
export function nextLink(call: Call, next: string | null): Record<string, string> {
  if (next === null) return {}
  const query = new URLSearchParams(call.url.search)
  query.set('cursor', next)
  return { link: `<${call.url.pathname}?${query.toString()}>; rel="next"` }
}

/** A page of a list, with a link to the next. */
export function listReply(call: Call, page: Page<unknown>, keys: readonly string[]): Reply {
  const { choice, items, next } = page
  const { locale, requested, fallback } = choice
  return {
    status: 200,
    headers: { ...languageHeaders(call, locale), ...nextLink(call, next) },
    json: { locale, requestedLocale: requested, fallback, items, next },
    cached: { keys, negotiated: !call.wanted.explicit },
  }
}

/** The slug's place in `/v1/documents/{slug}/…`: a slug may be the same word as another part of the path. */
const slugAt = 3

/** Sends the reader of a former slug to the current one, with the rest of the address as it was. */
export function moved(call: Call, current: string): Reply {
  const path = call.url.pathname.split('/').with(slugAt, encodeURIComponent(current)).join('/')
  return {
    status: 308,
    headers: { location: `${path}${call.url.search}`, 'cache-control': 'no-cache' },
  }
}
