import { createDocument } from '../../document/create.ts'
import { attentionIn } from '../../document/attention.ts'
import { mediaTypes } from '../../document/original.ts'
import type { MediaType, SentOriginal } from '../../document/original.ts'
import { previewOriginal, reviseOriginal } from '../../document/revise.ts'
import { readSource } from '../../document/source.ts'
import { Refusal } from '../../refusal.ts'
import { mediaTypeOf, parseJson } from '../body.ts'
import type { Call } from '../context.ts'
import { checked, queryOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { localeOf } from '../locale.ts'
import { requiredVersion, versionTag } from '../precondition.ts'
import { textProblem } from '../../segment/text.ts'
import { attention, presentAttention, presentRevised, revised } from './revised.ts'
import { asOf, line, moment, slug, tag, topics, z } from './schema.ts'

const original = z
  .object({
    revision: z.number().int(),
    text: z.string().describe('As it came in.'),
    mediaType: z.string(),
    sha256: z.string().describe('Of the bytes as they came in, in hexadecimal.'),
    sourceLocale: tag,
    title: z.string(),
    asOf: z.string().nullable(),
    topics: z.array(z.string()),
    note: z.string(),
    createdAt: moment,
    needsAnotherLook: attention,
  })
  .openapi('Original')

const created = z
  .object({
    slug: z.string(),
    sourceLocale: tag,
    revision: z.number().int(),
    title: z.string(),
    asOf: z.string().nullable(),
  })
  .openapi('CreatedDocument')

/** An original may be as long as a book. */
const originalLimit = 4_000_000

const about = {
  slug: slug.optional(),
  sourceLocale: z
    .string()
    .optional()
    .describe('A locale of the site; else Content-Language, else the default.'),
  title: line(500).optional(),
  asOf: asOf.optional(),
  topics: topics.optional(),
  note: line(1000).optional(),
}
const newDocument = z.strictObject({ ...about, text: z.string().min(1).describe('Markdown.') })
const newOriginal = z.strictObject({
  text: z.string().min(1).describe('Markdown.'),
  note: line(1000).optional(),
  asOf: asOf.nullable().optional(),
  topics: topics.optional(),
})
/** The same beside a text that is sent as it is, in the query. */
const aboutText = z.object({
  ...about,
  topics: z.string().max(2000).optional().describe('Joined by commas.'),
})

type Sent<Fields> = Fields & { original: SentOriginal }

/** An original that comes as JSON, or as a text with what is said about it in the query. */
async function originalOf<Schema extends z.ZodObject>(
  call: Call,
  schema: Schema,
  ofText: (call: Call) => Omit<z.output<Schema>, 'text'>,
): Promise<Sent<Omit<z.output<Schema>, 'text'>>> {
  const { type, charset } = mediaTypeOf(call.header('content-type'))
  const bytes = await call.body(originalLimit)
  const textType: MediaType | undefined = mediaTypes.find((each) => each === type)
  if (textType !== undefined) return { ...ofText(call), original: { bytes, mediaType: textType, charset } }
  if (type !== 'application/json') {
    throw new Refusal('unsupportedMediaType', { types: ['application/json', ...mediaTypes].join(', ') })
  }
  const { text, ...rest } = checked(schema, parseJson(bytes))
  const markdown = encoded(String(text))
  return { ...rest, original: { bytes: markdown, mediaType: 'text/markdown', charset: 'utf-8' } }
}

/** UTF-8 has no half a surrogate pair: encoding one would change what the original says. Refuses with `textRefused`. */
function encoded(text: string): Uint8Array<ArrayBuffer> {
  if (textProblem(text) !== 'loneSurrogate') return new TextEncoder().encode(text)
  throw new Refusal('textRefused', {}, { fields: [{ pointer: '/text', code: 'loneSurrogate' }] })
}

function splitTopics(list: string | undefined) {
  return list === undefined
    ? undefined
    : checked(
        topics,
        list.split(',').map((each) => each.trim()),
        '?topics',
      )
}

function newDocumentOfText(call: Call) {
  const { topics: list, ...rest } = queryOf(call, aboutText)
  return { ...rest, topics: splitTopics(list) }
}

function newOriginalOfText(call: Call) {
  const { topics: list, note, asOf: date } = queryOf(call, aboutText)
  return { note, asOf: date, topics: splitTopics(list) }
}

const address = z.object({ slug: z.string() })
const precondition = z.object({ 'if-match': z.string().describe('The ETag of the original that was seen.') })

export const originals: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/v1/documents',
    summary: 'A new document from an original',
    tag: 'Writing',
    query: aboutText,
    body: { schema: newDocument, also: mediaTypes },
    answers: { 201: { description: 'The document. Nothing of it is published yet.', schema: created } },
    async handle(call) {
      const editor = await call.editor()
      const sent = await originalOf(call, newDocument, newDocumentOfText)
      const language = sent.sourceLocale ?? call.header('content-language')
      const sourceLocale = language === undefined ? undefined : localeOf(language)
      const { id: _id, ...json } = await createDocument(call.database, editor, { ...sent, sourceLocale })
      const headers = {
        location: `/v1/documents/${encodeURIComponent(json.slug)}`,
        etag: versionTag(json.revision),
      }
      return { status: 201, headers, json }
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/original',
    summary: "The current revision's text as it came in",
    tag: 'Writing',
    params: address,
    answers: {
      200: {
        description: 'As JSON, or as the very bytes for `Accept: text/*`.',
        schema: original,
        also: mediaTypes,
      },
    },
    async handle(call, { slug: name = '' }) {
      const { document, content, kept, text, title } = await readSource(
        call.database.reader,
        await call.editor(),
        name,
      )
      const headers = {
        etag: versionTag(content.revision),
        'cache-control': 'private, no-cache',
        vary: 'Accept',
      }
      if (wantsText(call.header('accept'))) {
        const type = `${content.mediaType}; charset=${content.charset}`
        return {
          status: 200,
          headers: { ...headers, 'content-type': type },
          body: new Uint8Array(kept.bytes),
        }
      }
      const json = {
        revision: content.revision,
        text,
        mediaType: content.mediaType,
        sha256: Buffer.from(kept.sha256).toString('hex'),
        sourceLocale: document.sourceLocale,
        title,
        asOf: content.asOf,
        topics: content.topics,
        note: content.note,
        createdAt: content.createdAt.toISOString(),
        needsAnotherLook: presentAttention(attentionIn(content)),
      }
      return { status: 200, headers, json }
    },
  },
  {
    method: 'put',
    path: '/v1/documents/{slug}/original',
    summary: 'A new revision of the original',
    tag: 'Writing',
    params: address,
    headers: precondition,
    query: z.object({
      dryRun: z.enum(['true', 'false']).optional().describe('`true`: tell what would happen.'),
    }),
    body: { schema: newOriginal, also: mediaTypes },
    answers: {
      200: { description: 'What became of the sentences and of their translations.', schema: revised },
    },
    async handle(call, { slug: name = '' }) {
      const editor = await call.editor()
      const seen = requiredVersion(call)
      const sent = await originalOf(call, newOriginal, newOriginalOfText)
      const { dryRun } = queryOf(call, z.object({ dryRun: z.enum(['true', 'false']).default('false') }))
      const isDry = dryRun === 'true'
      const write = isDry ? previewOriginal : reviseOriginal
      const result = await write(call.database, editor, name, { ...sent, seen })
      return {
        status: 200,
        headers: { etag: versionTag(result.revision) },
        json: presentRevised(result, isDry),
      }
    },
  },
]

const wantsText = (accept: string | undefined): boolean =>
  accept !== undefined && /^\s*text\/(plain|markdown|\*)/i.test(accept)
