import { removeCard, setCard } from '../../card/set-card.ts'
import { setSummary, setTitle } from '../../document/parts.ts'
import type { Revised } from '../../document/revise.ts'
import { checked, jsonOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { seenVersion, versionTag } from '../precondition.ts'
import type { Reply } from '../reply.ts'
import { presentRevised, revised } from './revised.ts'
import { cardKind, segmentId, topics, uuidOf, value, words, z } from './schema.ts'

const evidence = z
  .array(segmentId)
  .max(50)
  .default([])
  .describe('The segments of the original that it is drawn from.')

const newTitle = z.strictObject({ text: words(500) })
const newSummary = z.strictObject({ text: words(5000), evidence })
const newCard = z.strictObject({
  kind: cardKind,
  topics: topics.default([]),
  value: value.nullable().default(null),
  headline: words(300),
  text: words(5000),
  evidence,
})

const address = z.object({ slug: z.string() })
const cardAddress = address.extend({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'malformed')
    .max(100),
})
const precondition = z.object({
  'if-match': z
    .string()
    .optional()
    .describe('The ETag of the original that was seen: 412 when it has changed since.'),
})
const answers = { 200: { description: 'What became of the translations.', schema: revised } }

const revisedReply = (result: Revised, status: number): Reply => ({
  status,
  headers: { etag: versionTag(result.revision) },
  json: presentRevised(result, false),
})

export const parts: readonly Endpoint[] = [
  {
    method: 'put',
    path: '/v1/documents/{slug}/title',
    summary: 'The title, in the source locale',
    tag: 'Writing',
    params: address,
    headers: precondition,
    body: { schema: newTitle },
    answers,
    async handle(call, { slug = '' }) {
      const editor = await call.editor()
      const { text } = await jsonOf(call, newTitle)
      const result = await setTitle(call.database, editor, { slug, seen: seenVersion(call) }, text)
      return revisedReply(result, 200)
    },
  },
  {
    method: 'put',
    path: '/v1/documents/{slug}/summary',
    summary: 'The summary, in the source locale',
    tag: 'Writing',
    params: address,
    headers: precondition,
    body: { schema: newSummary },
    answers,
    async handle(call, { slug = '' }) {
      const editor = await call.editor()
      const sent = await jsonOf(call, newSummary)
      const summary = { text: sent.text, evidence: sent.evidence.map(uuidOf) }
      const result = await setSummary(call.database, editor, { slug, seen: seenVersion(call) }, summary)
      return revisedReply(result, 200)
    },
  },
  {
    method: 'put',
    path: '/v1/documents/{slug}/cards/{key}',
    summary: 'A fact card, in the source locale',
    tag: 'Writing',
    params: cardAddress,
    headers: precondition,
    body: { schema: newCard },
    answers: { ...answers, 201: { description: 'A new card.', schema: revised } },
    async handle(call, params) {
      const editor = await call.editor()
      const { slug, key } = checked(cardAddress, params)
      const sent = await jsonOf(call, newCard)
      const card = { ...sent, evidence: sent.evidence.map(uuidOf) }
      const result = await setCard(call.database, editor, { slug, key, seen: seenVersion(call) }, card)
      return revisedReply(result, result.isNew ? 201 : 200)
    },
  },
  {
    method: 'delete',
    path: '/v1/documents/{slug}/cards/{key}',
    summary: 'Take a fact card out of the original',
    tag: 'Writing',
    params: cardAddress,
    headers: precondition,
    answers,
    async handle(call, { slug = '', key = '' }) {
      const editor = await call.editor()
      const result = await removeCard(call.database, editor, { slug, key, seen: seenVersion(call) })
      return revisedReply(result, 200)
    },
  },
]
