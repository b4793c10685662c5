import type { Wanted } from '../locale/accept-language.ts'
import { interfaceLocaleFor } from '../message/interface-locale.ts'
import { fieldText, problemText } from '../message/problem.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'
import type { Reply } from './reply.ts'

/** The HTTP status of every refusal, once. A new code does not compile without one. */
const statusOf = {
  malformedRequest: 400,
  malformedJson: 400,
  malformedText: 400,
  malformedLocale: 400,
  malformedCursor: 400,
  notSignedIn: 401,
  keyUnknown: 401,
  notYourRole: 403,
  noSuchAddress: 404,
  noSuchDocument: 404,
  noSuchVariant: 404,
  noSuchRevision: 404,
  noSuchSegment: 404,
  noSuchEdition: 404,
  noSuchCard: 404,
  noSuchKey: 404,
  noSummary: 404,
  noEditionInLanguage: 404,
  nothingLive: 404,
  methodNotAllowed: 405,
  slugTaken: 409,
  lastAdmin: 409,
  revisionConflict: 412,
  translationConflict: 412,
  tooLarge: 413,
  unsupportedMediaType: 415,
  originalEmpty: 422,
  textRefused: 422,
  evidenceUnknown: 422,
  sourceLocaleNotTranslated: 422,
  gapsInTranslation: 422,
  versionMissing: 428,
  tooManyRequests: 429,
  databaseAway: 503,
  unexpected: 500,
} as const satisfies Record<RefusalCode, number>

/** Seconds after which a client may try again. */
const retryAfter: Partial<Record<RefusalCode, string>> = { databaseAway: '5', tooManyRequests: '10' }

function headersFor(refusal: Refusal, locale: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': locale,
    'cache-control': 'no-store',
  }
  const wait = retryAfter[refusal.code]
  if (wait !== undefined) headers['retry-after'] = wait
  if (statusOf[refusal.code] === 401) headers['www-authenticate'] = 'Bearer realm="fiche"'
  if (refusal.code === 'methodNotAllowed') headers['allow'] = String(refusal.params['allow'])
  return headers
}

/** A refusal as RFC 9457 has it, in the reader's language. `type` is an address of ours that explains it. */
export function problemReply(
  refusal: Refusal,
  about: { origin: string; instance: string; wanted: Wanted },
): Reply {
  const locale = interfaceLocaleFor(...about.wanted.tags)
  const { title, detail } = problemText(refusal.code, refusal.params, locale)
  const errors = refusal.fields.map(({ pointer, code, params }) => ({
    pointer,
    code,
    detail: fieldText(code, params ?? {}, locale),
  }))
  return {
    status: statusOf[refusal.code],
    headers: headersFor(refusal, locale),
    json: {
      type: `${about.origin}/problems/${refusal.code}`,
      title,
      status: statusOf[refusal.code],
      detail,
      instance: about.instance,
      ...(errors.length === 0 ? {} : { errors }),
      ...refusal.extension,
    },
  }
}
