import { documentKey } from '../../delivery/freshness.ts'
import { publish } from '../../edition/publish.ts'
import {
  chooseHistory,
  findPublishedDocument,
  readChanges,
  readEdition,
  readEditions,
} from '../../edition/history.ts'
import type { PublishedDocument } from '../../edition/history.ts'
import type { Representation } from '../../delivery/representation.ts'
import type { Asked } from '../../edition/read.ts'
import type { Choice } from '../../locale/negotiate.ts'
import type { Reading, Reply } from '../reply.ts'
import { printDocument } from '../../edition/read.ts'
import { withdraw } from '../../edition/withdraw.ts'
import { Refusal } from '../../refusal.ts'
import type { Call } from '../context.ts'
import { jsonOf, queryOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { localeOf } from '../locale.ts'
import { document, negotiation } from './documents.ts'
import { askedBy, languageHeaders, moved, nextLink, readingOf } from './reading.ts'
import { cursor, limit, moment, slug, tag, z } from './schema.ts'

const editionList = z
  .object({
    locale: tag,
    requestedLocale: tag,
    fallback: z.boolean(),
    items: z.array(
      z.object({
        edition: z.number().int(),
        revision: z.number().int(),
        publishedAt: moment,
        isLive: z.boolean(),
        live: z.array(z.object({ from: moment, to: moment.nullable() })).describe('When readers got it.'),
        href: z.string(),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('EditionList')

const changeList = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(['published', 'withdrawn']),
        slug: z.string().nullable(),
        locale: tag,
        edition: z.number().int(),
        at: moment,
      }),
    ),
    next: z.string().describe('Where to go on, also when there is nothing more yet.'),
  })
  .openapi('ChangeList')

const published = z
  .object({
    slug: z.string(),
    locale: tag,
    edition: z.number().int(),
    revision: z.number().int(),
    publishedAt: moment,
    gaps: z.number().int().describe('How many sentences are shown in the source language.'),
  })
  .openapi('Published')

const address = z.object({ slug: z.string() })
const ofVariant = address.extend({ locale: tag })
const page = z.object({ limit: limit(100, 20), cursor })
const publication = z.strictObject({
  revision: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .describe('The revision to publish; else the latest.'),
  allowGaps: z.boolean().default(false).describe('Show sentences that are not ready in the source language.'),
  slug: slug.optional().describe('The slug in this locale; else the one it has, else one from the title.'),
})

/** An edition's number in an address: a whole number, or nothing that exists. */
function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Refusal('noSuchEdition', { number: text.slice(0, 20) })
}

const editionHref = (name: string, edition: number, locale: string): string =>
  `/v1/documents/${encodeURIComponent(name)}/editions/${edition}?locale=${locale}`

/** What an answer depends on besides its address, where the language is chosen only when the document is read. */
const askedText = ({ wanted, strict }: Asked): string => JSON.stringify([wanted, strict])

type Chosen = PublishedDocument & { readonly choice: Choice }

/**
 * An answer about the history of a document, made of the document as it stands when it is read: found here for its key
 * alone, since whatever else is known of it now may be another by then.
 */
async function history(
  call: Call,
  name: string,
  read: (found: Chosen) => Promise<Reading>,
): Promise<Reply | Representation> {
  const asked = askedBy(call)
  const now = await findPublishedDocument(call.database.reader, name)
  if ('movedTo' in now) return moved(call, now.movedTo)
  const make = async (): Promise<Reading> => {
    const then = await findPublishedDocument(call.database.reader, name)
    if ('movedTo' in then) throw new Refusal('noSuchDocument', { slug: name })
    return read({ ...then, choice: chooseHistory(call.site, then, asked) })
  }
  return call.keepRead(() => ({ key: documentKey(now.id), what: askedText(asked), make }))
}

async function readList(call: Call, name: string, found: Chosen): Promise<Reading> {
  const { locale, requested, fallback } = found.choice
  const query = { cursor: undefined, ...queryOf(call, page), locale }
  const { items, next } = await readEditions(call.database.reader, found, query)
  return {
    headers: { ...languageHeaders(call, locale), ...nextLink(call, next) },
    json: {
      locale,
      requestedLocale: requested,
      fallback,
      items: items.map((item) => ({ ...item, href: editionHref(name, item.edition, locale) })),
      next,
    },
    keys: [documentKey(found.id)],
    negotiated: !call.wanted.explicit,
  }
}

async function readOne(call: Call, name: string, found: Chosen, wanted: number): Promise<Reading> {
  const { choice, id } = found
  const { locale } = choice
  const edition = await readEdition(call.database.reader, found, locale, wanted)
  const variant = found.published.find((row) => row.locale === locale)
  const text = printDocument({ document: found, slug: variant?.slug ?? name, choice, edition })
  return readingOf(call, { id, changed: variant?.changed ?? new Date(edition.publishedAt) }, locale, text)
}

export const editions: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/documents/{slug}/editions',
    summary: 'What was live when, in a language',
    tag: 'Reading',
    params: address,
    query: page.extend(negotiation),
    answers: { 200: { description: 'Editions, the newest first.', schema: editionList } },
    async handle(call, { slug: name = '' }) {
      queryOf(call, page)
      return history(call, name, (found) => readList(call, name, found))
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/editions/{number}',
    summary: 'Any edition as it was',
    tag: 'Reading',
    params: address.extend({ number: z.string() }),
    query: z.object(negotiation),
    answers: { 200: { description: 'The edition.', schema: document } },
    async handle(call, { slug: name = '', number = '' }) {
      const wanted = numberOf(number)
      return history(call, name, (found) => readOne(call, name, found, wanted))
    },
  },
  {
    method: 'get',
    path: '/v1/changes',
    summary: 'What was published or withdrawn since a cursor, in order, without gaps',
    tag: 'Reading',
    query: z.object({
      since: cursor.describe('The `next` of the answer before; empty: from the beginning.'),
      limit: limit(1000, 100),
    }),
    answers: { 200: { description: 'Changes.', schema: changeList } },
    async handle(call) {
      const asked = queryOf(call, z.object({ since: cursor, limit: limit(1000, 100) }))
      const json = await readChanges(call.database.reader, { since: undefined, ...asked })
      return { status: 200, headers: { 'cache-control': 'no-cache' }, json }
    },
  },
  {
    method: 'post',
    path: '/v1/documents/{slug}/variants/{locale}/editions',
    summary: 'Publish a variant',
    tag: 'Writing',
    params: ofVariant,
    body: { schema: publication },
    answers: { 201: { description: 'The edition, live from now on.', schema: published } },
    affectsReaders: true,
    async handle(call, { slug: name = '', locale = '' }) {
      const editor = await call.editor()
      const { slug: newSlug, ...sent } = await jsonOf(call, publication)
      const wanted = { ...sent, newSlug, slug: name, locale: localeOf(locale) }
      const json = await publish(call.database, editor, wanted)
      const location = editionHref(json.slug, json.edition, json.locale)
      return { status: 201, headers: { location }, json }
    },
  },
  {
    method: 'delete',
    path: '/v1/documents/{slug}/variants/{locale}/editions/live',
    summary: 'Withdraw the live edition, or go back to an earlier one',
    tag: 'Writing',
    params: ofVariant,
    query: z.object({
      to: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31 - 1)
        .optional()
        .describe('The edition to go back to.'),
    }),
    answers: { 204: { description: 'Readers no longer get it.' } },
    affectsReaders: true,
    async handle(call, { slug: name = '', locale = '' }) {
      const editor = await call.editor()
      const { to } = queryOf(
        call,
        z.object({
          to: z.coerce
            .number()
            .int()
            .min(1)
            .max(2 ** 31 - 1)
            .optional(),
        }),
      )
      await withdraw(call.database, editor, { slug: name, locale: localeOf(locale), to })
      return { status: 204 }
    },
  },
]
