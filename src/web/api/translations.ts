import { addComment, readHistory } from '../../translation/history.ts'
import { saveTranslation } from '../../translation/save.ts'
import { readCoverage, readVariant } from '../../translation/variant.ts'
import type { DeskSegment, Variant } from '../../translation/variant.ts'
import { publicId } from '../../edition/assemble.ts'
import { valueView } from '../../edition/value-view.ts'
import { direction as directionOf } from '../../locale/tag.ts'
import { cardUnits } from '../../document/content.ts'
import { Refusal } from '../../refusal.ts'
import type { TranslationRow } from '../../translation/history.ts'
import { jsonOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { localeOf } from '../locale.ts'
import { seenVersion, versionTag } from '../precondition.ts'
import { attention, presentAttention } from './revised.ts'
import {
  cardKind,
  direction,
  editableState,
  evidence,
  moment,
  segmentId,
  shownValue,
  state,
  tag,
  uuidOf,
  z,
} from './schema.ts'

const live = z
  .object({
    edition: z.number().int(),
    revision: z.number().int(),
    upToDate: z
      .boolean()
      .describe('Whether the published original is of no later revision: what readers are told.'),
  })
  .nullable()

const coverage = z
  .object({
    revision: z.number().int(),
    items: z.array(
      z.object({
        locale: tag,
        isSource: z.boolean(),
        slug: z.string().nullable(),
        segments: z.number().int(),
        missing: z.number().int(),
        outdated: z.number().int(),
        initial: z.number().int(),
        translated: z.number().int(),
        reviewed: z.number().int(),
        final: z.number().int(),
        live,
      }),
    ),
  })
  .openapi('Coverage')

const deskSegment = z
  .object({
    id: segmentId,
    source: z.string(),
    target: z.string().nullable(),
    state,
    version: z.number().int().describe('0 before the first translation; what If-Match names.'),
    author: z.string().nullable(),
    at: moment.nullable(),
    checks: z
      .array(z.object({ id: z.string(), severity: z.enum(['error', 'warning']), detail: z.string() }))
      .describe('What the checks find in the translation. No check runs yet: always empty.'),
    outdated: z
      .object({ source: z.string(), target: z.string() })
      .nullable()
      .describe('What the sentence said before, and the translation that was right then.'),
  })
  .openapi('DeskSegment')

const variantSchema = z
  .object({
    locale: tag,
    dir: direction,
    sourceLocale: tag,
    slug: z.string().nullable(),
    revision: z.number().int(),
    live,
    units: z.array(
      z.object({
        key: z.string(),
        kind: z.string(),
        segments: z.array(deskSegment),
      }),
    ),
    cards: z.array(
      z.object({
        key: z.string(),
        kind: cardKind,
        topics: z.array(z.string()),
        value: shownValue.describe('As stored, with its text in this locale.'),
        evidence,
      }),
    ),
    summaryEvidence: evidence,
    needsAnotherLook: attention,
  })
  .openapi('Variant')

const history = z
  .object({
    source: z.string(),
    items: z.array(
      z.object({
        version: z.number().int(),
        text: z.string(),
        state,
        origin: z.string(),
        author: z.string(),
        at: moment,
      }),
    ),
    comments: z.array(z.object({ id: z.string(), text: z.string(), author: z.string(), at: moment })),
  })
  .openapi('History')

const savedTranslation = z
  .object({
    id: segmentId,
    version: z.number().int(),
    text: z.string(),
    state,
    origin: z.string(),
    author: z.string(),
    at: moment,
  })
  .openapi('Translation')

const comment = z
  .object({ id: z.string(), text: z.string(), author: z.string(), at: moment })
  .openapi('Comment')

const address = z.object({ slug: z.string(), locale: tag })
const segmentAddress = address.extend({ id: segmentId })
const newTranslation = z.strictObject({
  text: z.string().max(20_000).describe('Inline Markdown. Empty, as a draft: takes the translation back.'),
  state: editableState.default('translated'),
})
const newComment = z.strictObject({ text: z.string().min(1).max(5000) })
const precondition = z.object({
  'if-match': z.string().optional().describe('The version that was seen; needed as soon as there is one.'),
})

const placeOf = ({ slug = '', locale = '', id = '' }: Readonly<Record<string, string>>) => {
  if (!segmentId.safeParse(id).success) throw new Refusal('noSuchSegment', { id: id.slice(0, 40) })
  return { slug, locale: localeOf(locale), segmentId: uuidOf(id) }
}

const time = (at: Date | null): string | null => at?.toISOString() ?? null

const presentSegment = ({ id, at, ...rest }: DeskSegment) => ({
  id: publicId(id),
  ...rest,
  checks: [],
  at: time(at),
})

function presentVariant(variant: Variant): z.output<typeof variantSchema> {
  const { content, locale } = variant
  const evidenceOf = (unit: string) => (content.evidence.get(unit) ?? []).map(publicId)
  return {
    locale,
    dir: directionOf(locale),
    sourceLocale: variant.document.sourceLocale,
    slug: variant.slug,
    revision: content.revision,
    live: variant.live,
    units: variant.units.map(({ unit, segments }) => ({
      key: unit.key,
      kind: unit.shape?.kind ?? unit.key.replace(/^card\..*\./, ''),
      segments: segments.map(presentSegment),
    })),
    cards: content.cards.map(({ key, kind, topics, value }) => ({
      key,
      kind,
      topics: [...topics],
      value: valueView(value, locale),
      evidence: evidenceOf(cardUnits(key).text),
    })),
    summaryEvidence: evidenceOf('summary'),
    needsAnotherLook: presentAttention(variant.needsAnotherLook),
  }
}

const presentVersion = ({ version, text, state: word, origin, author, createdAt }: TranslationRow) => ({
  version,
  text,
  state: word,
  origin,
  author: author.name,
  at: createdAt.toISOString(),
})

export const translations: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/documents/{slug}/variants',
    summary: 'Coverage of every locale',
    tag: 'Writing',
    params: address.omit({ locale: true }),
    answers: { 200: { description: 'How every variant stands.', schema: coverage } },
    async handle(call, { slug = '' }) {
      const json = await readCoverage(call.database.reader, await call.editor(), slug)
      return { status: 200, headers: { 'cache-control': 'private, no-cache' }, json }
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/variants/{locale}',
    summary: 'The working translation, sentence by sentence',
    tag: 'Writing',
    params: address,
    answers: { 200: { description: 'The variant.', schema: variantSchema } },
    async handle(call, { slug = '', locale = '' }) {
      const variant = await readVariant(call.database.reader, await call.editor(), slug, localeOf(locale))
      return { status: 200, headers: { 'cache-control': 'private, no-cache' }, json: presentVariant(variant) }
    },
  },
  {
    method: 'put',
    path: '/v1/documents/{slug}/variants/{locale}/segments/{id}',
    summary: 'Translate a sentence',
    tag: 'Writing',
    params: segmentAddress,
    headers: precondition,
    body: { schema: newTranslation },
    answers: {
      200: { description: 'The translation as saved.', schema: savedTranslation },
      412: { description: 'Somebody else wrote first; `current` holds her text.' },
    },
    async handle(call, params) {
      const editor = await call.editor()
      const place = placeOf(params)
      const sent = await jsonOf(call, newTranslation)
      const row = await saveTranslation(call.database, editor, place, { ...sent, seen: seenVersion(call) })
      const json = { id: params['id'], ...presentVersion(row) }
      return { status: 200, headers: { etag: versionTag(row.version) }, json }
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{slug}/variants/{locale}/segments/{id}/history',
    summary: 'Who wrote what, when',
    tag: 'Writing',
    params: segmentAddress,
    answers: { 200: { description: 'Every version, the newest first, and what was said.', schema: history } },
    async handle(call, params) {
      const { source, versions, comments } = await readHistory(
        call.database.reader,
        await call.editor(),
        placeOf(params),
      )
      const said = comments.map(({ id, text, author, createdAt }) => ({
        id,
        text,
        author: author.name,
        at: createdAt.toISOString(),
      }))
      const json = { source, items: versions.map(presentVersion), comments: said }
      return { status: 200, headers: { 'cache-control': 'private, no-cache' }, json }
    },
  },
  {
    method: 'post',
    path: '/v1/documents/{slug}/variants/{locale}/segments/{id}/comments',
    summary: 'Say something about a sentence',
    tag: 'Writing',
    params: segmentAddress,
    body: { schema: newComment },
    answers: { 201: { description: 'The comment.', schema: comment } },
    async handle(call, params) {
      const editor = await call.editor()
      const place = placeOf(params)
      const { text } = await jsonOf(call, newComment)
      const { id, author, createdAt, ...rest } = await addComment(call.database, editor, place, text)
      return { status: 201, json: { id, ...rest, author: author.name, at: createdAt.toISOString() } }
    },
  },
]
