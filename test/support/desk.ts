import { expect } from 'vitest'
import type { Answer, SendOptions, TestApp } from './app.ts'

/** What people do at a service, in one line each; every step has to succeed. */

/** A sentence at the desk, as `GET …/variants/{locale}` shows it. */
export interface Sentence {
  readonly id: string
  readonly unit: string
  readonly kind: string
  readonly source: string
  readonly target: string | null
  readonly state: string
  readonly version: number
  readonly outdated: { readonly source: string; readonly target: string } | null
}

/** Sends, and fails unless the answer has this status. */
export async function must(
  app: TestApp,
  status: number,
  method: string,
  path: string,
  options: SendOptions = {},
): Promise<Answer> {
  const answer = await app.send(method, path, options)
  expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 500)}`).toBe(status)
  return answer
}

/** Imports a Markdown original; gives its slug. */
export async function write(
  app: TestApp,
  text: string,
  about: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { json } = await must(app, 201, 'POST', '/v1/documents', { json: { text, ...about } })
  return json.slug
}

const base = (slug: string) => `/v1/documents/${encodeURIComponent(slug)}`

/** A new revision of the original, after the one there is. Gives what became of the sentences. */
export async function revise(app: TestApp, slug: string, text: string) {
  const { headers } = await app.send('GET', `${base(slug)}/original`, { key: app.adminKey })
  const { json } = await must(app, 200, 'PUT', `${base(slug)}/original`, {
    json: { text },
    headers: { 'if-match': headers.get('etag') ?? '' },
  })
  return json
}

/** The sentences of the working translation in their order. */
export async function sentencesAt(app: TestApp, slug: string, locale: string): Promise<Sentence[]> {
  const { json } = await must(app, 200, 'GET', `${base(slug)}/variants/${locale}`, { key: app.adminKey })
  const sentences: Sentence[] = []
  for (const unit of json.units) {
    for (const segment of unit.segments) sentences.push({ ...segment, unit: unit.key, kind: unit.kind })
  }
  return sentences
}

/** Saves a translation of one sentence as it is seen now. */
export async function save(
  app: TestApp,
  place: { slug: string; locale: string; sentence: Pick<Sentence, 'id' | 'version'> },
  text: string,
  state = 'translated',
): Promise<Answer> {
  const { slug, locale, sentence } = place
  return must(app, 200, 'PUT', `${base(slug)}/variants/${locale}/segments/${sentence.id}`, {
    json: { text, state },
    ...(sentence.version === 0 ? {} : { headers: { 'if-match': `"${sentence.version}"` } }),
  })
}

/** A made-up translation: the source in brackets, so that a test can tell what it was written for. */
export const translated = (locale: string, source: string): string => `(${locale}) ${source}`

/** Translates every sentence that has no translation yet; gives how many. */
export async function translateRest(app: TestApp, slug: string, locale: string): Promise<number> {
  const wanting = (await sentencesAt(app, slug, locale)).filter(
    ({ target, kind }) => target === null && kind !== 'code',
  )
  for (const sentence of wanting) {
    await save(app, { slug, locale, sentence }, translated(locale, sentence.source))
  }
  return wanting.length
}

export async function publish(
  app: TestApp,
  slug: string,
  locale: string,
  options: Readonly<Record<string, unknown>> = {},
) {
  const path = `${base(slug)}/variants/${locale}/editions`
  return (await must(app, 201, 'POST', path, { json: options })).json
}

/** The document as a reader of one language gets it. */
export async function read(app: TestApp, slug: string, locale: string) {
  return (await must(app, 200, 'GET', `${base(slug)}?locale=${locale}`)).json
}

/** How one locale stands. Its counts have to add up to the number of sentences. */
export async function coverageOf(app: TestApp, slug: string, locale: string) {
  const { json } = await must(app, 200, 'GET', `${base(slug)}/variants`, { key: app.adminKey })
  for (const item of json.items) {
    const { segments, missing, outdated, initial, translated: done, reviewed, final } = item
    expect(missing + outdated + initial + done + reviewed + final, item.locale).toBe(segments)
  }
  return json.items.find((item: { locale: string }) => item.locale === locale)
}
