import type { FieldCode, Params, RefusalCode } from '../refusal.ts'
import { problemMessages } from './translator.ts'

/** What came from a request is shown, but no more of it than a reader needs to recognise it. */
const beginning = /^.{0,100}/su

/** Characters that could reorder the sentence around them, or break the line. */
const disturbing = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu

function shown(value: string | number): string | number {
  if (typeof value === 'number') return value
  const text = value.replace(disturbing, '\uFFFD')
  const head = beginning.exec(text)?.[0] ?? ''
  return head === text ? text : `${head}…`
}

/**
 * `locale` is i18next's own word, for the language of the formats: messages call that parameter `tag`.
 * `context` picks another wording (`detail_tag`) where a role is wanted for one language; messages that have
 * no such wording are not touched by it.
 */
function presentable(params: Params): Record<string, string | number> {
  const { locale, ...others } = params
  const all = locale === undefined || locale === '' ? others : { ...others, tag: locale, context: 'tag' }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, shown(value)]))
}

/** A refusal in a reader's language (any tag): what kind it is, and this occurrence of it (RFC 9457 section 3.1). */
export function problemText(
  code: RefusalCode,
  params: Params,
  locale: string,
): { title: string; detail: string } {
  const t = problemMessages(locale)
  return { title: t(`refusal.${code}.title`), detail: t(`refusal.${code}.detail`, presentable(params)) }
}

/** What a refusal means and what a client does next. Names of fields, headers and paths stand in backticks. */
export function explanationText(code: RefusalCode, locale: string): { title: string; explanation: string } {
  const t = problemMessages(locale)
  return { title: t(`refusal.${code}.title`), explanation: t(`refusal.${code}.explanation`) }
}

/** What is wrong with one field, as a sentence. */
export function fieldText(code: FieldCode, params: Params, locale: string): string {
  return problemMessages(locale)(`field.${code}`, presentable(params))
}
