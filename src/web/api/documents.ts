import { listKey } from '../../delivery/freshness.ts'
import type { Representation } from '../../delivery/representation.ts'
import type { DocumentView } from '../../edition/body.ts'
import { readDocuments, chooseListLocale } from '../../edition/list.ts'
import { chooseLocale, present, printDocument } from '../../edition/read.ts'
import type { Presented } from '../../edition/read.ts'
import { Refusal } from '../../refusal.ts'
import type { Call } from '../context.ts'
import { malformed, queryOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import type { Reply } from '../reply.ts'
import { askedBy, listOf, listReading, madeOf, moved, readingOf } from './reading.ts'
import {
  asOf,
  block,
  card,
  cursor,
  direction,
  limit,
  localeQuery,
  moment,
  passage,
  segmentId,
  shownDate,
  summary,
  tag,
  topic,
  z,
} from './schema.ts'

const standing = {
  slug: z.string(),
  locale: tag,
  dir: direction,
  requestedLocale: tag,
  fallback: z.boolean().describe('Whether the language served is not one that was wanted.'),
  sourceLocale: tag,
  edition: z.number().int(),
  revision: z.number().int(),
  publishedAt: moment,
  upToDate: z.boolean().describe("False when the source locale's live edition is of a later revision."),
  outdated: z.array(segmentId).describe('The segments of this edition whose source has changed since.'),
}

const alternates = z.array(
  z.object({ locale: tag, slug: z.string(), href: z.string(), upToDate: z.boolean() }),
)

export const document = z
  .object({
    ...standing,
    asOf: shownDate.optional(),
    topics: z.array(z.string()).optional(),
    title: passage.optional(),
    summary: summary.nullable().optional(),
    cards: z.array(card).optional(),
    body: z.array(block).optional(),
    alternates,
  })
  .openapi('Document')

const documentSummary = z.object({ ...standing, summary, alternates }).openapi('DocumentSummary')
const documentCards = z.object({ ...standing, cards: z.array(card), alternates }).openapi('DocumentCards')
const documentCard = z.object({ ...standing, card, alternates }).openapi('DocumentCard')

const listedDocument = z
  .object({
    slug: z.string(),
    locale: tag,
    title: z.string(),
    summary: z.string().nullable(),
    asOf: shownDate,
    topics: z.array(z.string()),
    upToDate: z.boolean(),
  })
  .openapi('ListedDocument')

const documentList = listOf(listedDocument).openapi('DocumentList')

export const negotiation = {
  locale: localeQuery,
  fallback: z.enum(['none']).optional().describe('`none`: 404 rather than a language that is not wanted.'),
}
const parts = ['asOf', 'topics', 'title', 'summary', 'cards', 'body'] as const
type Part = (typeof parts)[number]
const fields = z
  .string()
  .max(200)
  .optional()
  .describe(`Parts to give, joined by commas: ${parts.join(', ')}.`)
const address = z.object({
  slug: z.string().describe('Any live or former slug of the document, in any locale.'),
})
const notFound = { description: 'No such document, or not in a language that is wanted.' }
const goneTo = { description: 'A former slug: the current address is in Location.' }

/** What `?fields=` asks for. Refuses a part that there is not. */
function partsOf(list: string): readonly Part[] {
  const names = list.split(',').map((name) => name.trim())
  const chosen = parts.filter((part) => names.includes(part))
  if (names.every((name) => parts.some((part) => part === name))) return chosen
  throw malformed([{ pointer: '?fields', code: 'notOneOf', params: { values: parts.join(', ') } }])
}

/** A view without the parts: how the edition stands. */
function standingOf(view: DocumentView) {
  const {
    asOf: _asOf,
    topics: _topics,
    title: _title,
    summary: _summary,
    cards: _cards,
    body: _body,
    ...rest
  } = view
  return rest
}

function partial(view: DocumentView, chosen: readonly Part[]) {
  const { alternates: others, ...rest } = standingOf(view)
  return { ...rest, ...Object.fromEntries(chosen.map((part) => [part, view[part]])), alternates: others }
}

/** Finds the document of an address and answers with what `print` makes of it, JSON text; a former slug is sent on. */
async function answer(
  call: Call,
  name: string,
  print: (presented: Presented) => string | Buffer<ArrayBuffer>,
): Promise<Reply | Representation> {
  const asked = askedBy(call)
  const found = await call.delivery.find(name, asked)
  if ('movedTo' in found) return moved(call, found.movedTo)
  const { shelf, document: held } = found
  const choice = chooseLocale(call.site, held.sourceLocale, held.live, asked)
  return call.keep(shelf, madeOf(choice), async () => {
    const edition = await call.delivery.edition(found, choice.locale)
    const slug = held.live.find((each) => each.locale === choice.locale)?.slug ?? name
    return readingOf(call, held, choice.locale, print({ document: held, slug, choice, edition }))
  })
}

/** As `answer`, with some parts of the document only. */
const answerWith = (call: Call, name: string, show: (view: DocumentView) => unknown) =>
  answer(call, name, (presented) => JSON.stringify(show(present(presented))))

export const documents: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/documents',
    summary: 'Live documents in a language, newest as-of date first',
    tag: 'Reading',
    query: z.object({
      ...negotiation,
      limit: limit(100, 20),
      cursor,
      topic: topic.optional(),
      from: asOf.optional(),
      to: asOf.optional(),
    }),
    answers: { 200: { description: 'A page of documents.', schema: documentList } },
    async handle(call) {
      const query = queryOf(
        call,
        z.object({
          limit: limit(100, 20),
          cursor,
          topic: topic.optional(),
          from: asOf.optional(),
          to: asOf.optional(),
        }),
      )
      return call.keepRead(() => {
        const choice = chooseListLocale(call.site, askedBy(call))
        const key = listKey(choice.locale)
        const make = async () =>
          listReading(call, await readDocuments(call.database.reader, choice, query), key)
        return { key, what: madeOf(choice), make }
      })
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}',
    summary: 'A document in the best language for the reader',
    tag: 'Reading',
    params: address,
    query: z.object({ ...negotiation, fields }),
    answers: { 200: { description: 'The document.', schema: document }, 308: goneTo, 404: notFound },
    async handle(call, { slug: name = '' }) {
      const list = call.query.get('fields')
      if (list === null) return answer(call, name, printDocument)
      const chosen = partsOf(list)
      return answerWith(call, name, (view) => partial(view, chosen))
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/summary',
    summary: 'The summary alone',
    tag: 'Reading',
    params: address,
    query: z.object(negotiation),
    answers: { 200: { description: 'The summary.', schema: documentSummary }, 308: goneTo, 404: notFound },
    async handle(call, { slug: name = '' }) {
      return answerWith(call, name, (view) => {
        if (view.summary === null) throw new Refusal('noSummary')
        return partial(view, ['summary'])
      })
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/cards',
    summary: 'The fact cards alone',
    tag: 'Reading',
    params: address,
    query: z.object(negotiation),
    answers: { 200: { description: 'The cards.', schema: documentCards }, 308: goneTo, 404: notFound },
    async handle(call, { slug: name = '' }) {
      return answerWith(call, name, (view) => partial(view, ['cards']))
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/cards/{key}',
    summary: 'One fact card',
    tag: 'Reading',
    params: address.extend({ key: z.string() }),
    query: z.object(negotiation),
    answers: { 200: { description: 'The card.', schema: documentCard }, 308: goneTo, 404: notFound },
    async handle(call, { slug: name = '', key = '' }) {
      return answerWith(call, name, (view) => {
        const found = view.cards.find((each) => each.key === key)
        if (found === undefined) throw new Refusal('noSuchCard', { key })
        const { alternates: others, ...rest } = standingOf(view)
        return { ...rest, card: found, alternates: others }
      })
    },
  },
]
