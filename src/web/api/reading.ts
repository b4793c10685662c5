import type { Asked } from '../../edition/read.ts'
import type { Choice } from '../../locale/negotiate.ts'
import type { Fields } from '../../delivery/fields.ts'
import { documentKey } from '../../delivery/freshness.ts'
import type { Page } from '../../edition/list.ts'
import type { Call } from '../context.ts'
import { malformed } from '../endpoint.ts'
import type { Reading, Reply } from '../reply.ts'
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
  const fallback = call.query.get('fallback')
  if (fallback !== null && fallback !== 'none') {
    throw malformed([{ pointer: '?fallback', code: 'notOneOf', params: { values: 'none' } }])
  }
  return { wanted: call.wanted.wanted, strict: fallback === 'none' }
}

/** The address of a call with something else in its query. */
function addressWith(call: Call, name: string, value: string): string {
  const query = new URLSearchParams(call.query)
  query.set(name, value)
  return `${call.path}?${query.toString()}`
}

/** Headers that say which language was served, and where that language is served for certain. */
export function languageHeaders(call: Call, locale: string): Fields {
  const language = { 'content-language': locale }
  return call.wanted.explicit
    ? language
    : { ...language, 'content-location': addressWith(call, 'locale', locale) }
}

/** What an answer depends on besides its address: which language was chosen, and what it says of the choice. */
export const madeOf = ({ locale, requested, fallback }: Choice): string =>
  `${locale} ${requested} ${fallback}`

/** A document or a part of one, as JSON text or its bytes. */
export function readingOf(
  call: Call,
  document: { readonly id: string; readonly changed: Date },
  locale: string,
  text: string | Buffer<ArrayBuffer>,
): Reading {
  return {
    headers: { ...languageHeaders(call, locale), 'content-type': 'application/json; charset=utf-8' },
    body: text,
    lastModified: document.changed,
    keys: [documentKey(document.id)],
    negotiated: !call.wanted.explicit,
  }
}

/** The link to the next page of a list (RFC 8288). */
export function nextLink(call: Call, next: string | null): Fields {
  return next === null ? {} : { link: `<${addressWith(call, 'cursor', next)}>; rel="next"` }
}

/** A page of a list, with a link to the next. */
export function listReading(call: Call, page: Page<unknown>, key: string): Reading {
  const { choice, items, next } = page
  const { locale, requested, fallback } = choice
  return {
    headers: { ...languageHeaders(call, locale), ...nextLink(call, next) },
    json: { locale, requestedLocale: requested, fallback, items, next },
    keys: [key],
    negotiated: !call.wanted.explicit,
  }
}

/** The slug's place in `/v1/documents/{slug}/…`: a slug may be the same word as another part of the path. */
const slugAt = 3

/** Sends the reader of a former slug to the current one, with the rest of the address as it was. */
export function moved(call: Call, current: string): Reply {
  const path = call.path.split('/').with(slugAt, encodeURIComponent(current)).join('/')
  return {
    status: 308,
    headers: { location: `${path}${call.search}`, 'cache-control': 'no-cache' },
  }
}
