/**
 * How an operation says no: a code with parameters. Its HTTP status is in `web/problem.ts`,
 * its sentence in `locales/<locale>/problem.json`; neither is known here.
 */
export const refusalCodes = [
  'malformedRequest',
  'malformedJson',
  'malformedText',
  'malformedLocale',
  'malformedCursor',
  'notSignedIn',
  'keyUnknown',
  'notYourRole',
  'noSuchAddress',
  'noSuchDocument',
  'noSuchVariant',
  'noSuchRevision',
  'noSuchSegment',
  'noSuchEdition',
  'noSuchCard',
  'noSuchKey',
  'noSummary',
  'noEditionInLanguage',
  'nothingLive',
  'methodNotAllowed',
  'slugTaken',
  'lastAdmin',
  'revisionConflict',
  'translationConflict',
  'tooLarge',
  'unsupportedMediaType',
  'originalEmpty',
  'textRefused',
  'evidenceUnknown',
  'sourceLocaleNotTranslated',
  'gapsInTranslation',
  'versionMissing',
  'tooManyRequests',
  'databaseAway',
  'unexpected',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** What can be wrong with one field of a request. */
export const fieldCodes = [
  'required',
  'unknownField',
  'wrongType',
  'tooShort',
  'tooLong',
  'tooSmall',
  'tooBig',
  'notOneOf',
  'malformed',
  'malformedDate',
  'malformedSlug',
  'malformedUnit',
  'loneSurrogate',
  'controlCharacter',
  'bidiControl',
  'markRun',
  'tooIntricate',
  'notInOriginal',
  'segmentMissing',
  'segmentOutdated',
  'segmentDraft',
] as const
export type FieldCode = (typeof fieldCodes)[number]

export type Params = Readonly<Record<string, string | number>>

/** One offending field: a JSON Pointer (RFC 6901) into the request, or into what the request is about. */
export interface FieldRefusal {
  readonly pointer: string
  readonly code: FieldCode
  readonly params?: Params
}

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly params: Params
  readonly fields: readonly FieldRefusal[]
  /** Members that the problem document gains, for programs (RFC 9457 section 3.2): e.g. what is there now. */
  readonly extension: Readonly<Record<string, unknown>>

  constructor(
    code: RefusalCode,
    params: Params = {},
    more: { fields?: readonly FieldRefusal[]; extension?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code)
    this.code = code
    this.params = params
    this.fields = more.fields ?? []
    this.extension = more.extension ?? {}
  }
}
