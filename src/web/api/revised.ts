import type { Attention } from '../../document/attention.ts'
import type { Revised } from '../../document/revise.ts'
import { publicId } from '../../edition/assemble.ts'
import { segmentId, z } from './schema.ts'

export const attention = z
  .array(
    z.object({ part: z.enum(['summary', 'card']), key: z.string().optional(), evidence: z.array(segmentId) }),
  )
  .describe('Parts drawn from sentences that are no longer in the original.')

export const revised = z
  .object({
    revision: z.number().int(),
    dryRun: z.boolean(),
    kept: z.number().int(),
    changed: z.number().int(),
    new: z.number().int(),
    removed: z.number().int(),
    locales: z
      .record(z.string(), z.object({ stay: z.number().int(), outdated: z.number().int() }))
      .describe('Per locale: how many translations stay, and how many become outdated.'),
    needsAnotherLook: attention,
  })
  .openapi('Revised')

/** Parts that need another look, with the ids of segments as the API writes them. */
export const presentAttention = (all: readonly Attention[]) =>
  all.map((each) => ({ ...each, evidence: each.evidence.map(publicId) }))

/** What an edit of the original did, or would do. */
export function presentRevised(result: Revised, dryRun: boolean): z.output<typeof revised> {
  const needsAnotherLook = presentAttention(result.needsAnotherLook)
  const { revision, kept, changed, new: added, removed, locales } = result
  return { revision, dryRun, kept, changed, new: added, removed, locales, needsAnotherLook }
}
