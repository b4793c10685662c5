import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { parsePartialDate } from '../../locale/partial-date.ts'
import { textProblem } from '../../segment/text.ts'
import { isSlug } from '../../document/slug.ts'
import { isUnit } from '../../locale/quantity.ts'
import { blockKinds, cardKinds, editableStates, states } from '../../vocabulary.ts'

extendZodWithOpenApi(z)

/** The schemas that validate what comes in, describe what goes out, and make the OpenAPI document. */
export { z }

const hasNoProblem = (text: string): boolean => textProblem(text) === undefined

/** A line of text: no control characters, no line ends. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text) && hasNoProblem(text), 'controlCharacter')

/** Inline Markdown. Its characters are looked at by the operation, which can say what is wrong with them. */
export const words = (max: number) => z.string().min(1).max(max).describe('Inline Markdown.')

export const topic = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'malformed')
  .describe('A key: lower-case ASCII letters and digits, words joined by hyphens.')

export const topics = z.array(topic).max(30)

export const asOf = z
  .string()
  .refine((text) => parsePartialDate(text) !== undefined && !text.endsWith('s'), 'malformedDate')
  .describe('A year, month or day: `2024`, `2024-04`, `2024-04-12`.')

export const slug = z
  .string()
  .refine(isSlug, 'malformedSlug')
  .describe('Letters and digits of any script, joined by hyphens.')

export const segmentId = z
  .string()
  .regex(/^s_[0-9a-f]{32}$/, 'malformed')
  .describe('The id of a segment.')

/** The UUID that a segment's public id stands for. */
export function uuidOf(id: string): string {
  const digits = id.slice(2)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-')
}

const partialDate = z
  .string()
  .refine((text) => parsePartialDate(text) !== undefined, 'malformedDate')
  .describe('`1995`, `2024-04`, `2024-04-12`, or a decade: `1950s`.')

export const value = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('date'),
    from: partialDate,
    to: z
      .union([partialDate, z.literal('..')])
      .nullable()
      .default(null)
      .describe('The end of a span; `..` for one that is still open; null for a single date.'),
  }),
  z.strictObject({
    type: z.literal('quantity'),
    number: z.number(),
    unit: z
      .string()
      .refine(isUnit, 'malformedUnit')
      .nullable()
      .default(null)
      .describe('A CLDR unit (`tonne`, `percent`), an ISO 4217 currency (`EUR`), or null for a count.'),
  }),
])

export const cardKind = z.enum(cardKinds)
export const state = z.enum(states)
export const editableState = z.enum(editableStates)

export const limit = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`How many, at most ${most}.`)

export const localeQuery = z
  .string()
  .optional()
  .describe('A BCP 47 tag. Without it, Accept-Language decides.')
export const cursor = z.string().max(1000).optional().describe('The `next` of the page before.')

// What goes out. Field names are fixed: programs are written against them.

export const tag = z.string().describe('A BCP 47 language tag.')
export const direction = z.enum(['ltr', 'rtl'])
export const moment = z.iso.datetime().describe('RFC 3339, in UTC.')
const html = z
  .string()
  .optional()
  .describe('Only where there is inline markup: the same as safe HTML (em, strong, code, a, br).')

const shownSegment = z
  .object({
    id: segmentId,
    text: z.string(),
    html,
    locale: tag.optional().describe('Only where it is not the language of the edition: a gap.'),
  })
  .openapi('Segment')

const passageFields = { text: z.string(), html, segments: z.array(shownSegment) }
export const evidence = z.array(segmentId).describe('The segments of the original that it was drawn from.')

export const passage = z.object(passageFields).openapi('Passage')
export const summary = z.object({ ...passageFields, evidence }).openapi('Summary')

export const shownValue = z
  .union([
    z.object({ type: z.literal('date'), from: z.string(), to: z.string().nullable(), text: z.string() }),
    z.object({
      type: z.literal('quantity'),
      number: z.number(),
      unit: z.string().nullable(),
      text: z.string(),
    }),
  ])
  .nullable()

export const card = z
  .object({
    key: z.string(),
    kind: cardKind,
    topics: z.array(z.string()),
    value: shownValue,
    headline: passage,
    text: passage,
    evidence,
  })
  .openapi('Card')

export const block = z
  .object({
    kind: z.enum(blockKinds),
    key: z.string(),
    level: z.number().int().optional(),
    ordered: z.boolean().optional(),
    number: z.number().int().optional(),
    language: z.string().optional(),
    ...passageFields,
  })
  .openapi('Block')

export const shownDate = z.object({ value: z.string(), text: z.string() }).nullable()

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .loose()
  .openapi('Problem')
