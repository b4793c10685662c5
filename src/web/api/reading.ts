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
function languageHeaders(call: Call, locale: string): Record<string, string> {
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

/** A page of a list, with a link to the next. */
export function listReply(call: Call, page: Page<unknown>, keys: readonly string[]): Reply {
  const { choice, items, next } = page
  const headers = languageHeaders(call, choice.locale)
  if (next !== null) {
    const query = new URLSearchParams(call.url.search)
    query.set('cursor', next)
    headers['link'] = `<${call.url.pathname}?${query.toString()}>; rel="next"`
  }
  const { locale, requested, fallback } = choice
  return {
    status: 200,
    headers,
    json: { locale, requestedLocale: requested, fallback, items, next },
    cached: { keys, negotiated: !call.wanted.explicit },
  }
}

/** Sends the reader of a former slug to the current one, with the rest of the address as it was. */
export function moved(call: Call, former: string, current: string): Reply {
  const parts = call.url.pathname
    .split('/')
    .map((part) => (isSame(part, former) ? encodeURIComponent(current) : part))
  return {
    status: 308,
    headers: { location: `${parts.join('/')}${call.url.search}`, 'cache-control': 'public, max-age=300' },
  }
}

function isSame(part: string, slug: string): boolean {
  try {
    return decodeURIComponent(part).normalize('NFC') === slug
  } catch {
    return false
  }
}
