import { listKey } from '../../delivery/freshness.ts'
import { chooseListLocale, readCards } from '../../edition/list.ts'
import { queryOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { askedBy, listOf, listReading, madeOf } from './reading.ts'
import { card, cardKind, cursor, limit, localeQuery, tag, topic, z } from './schema.ts'

const cardList = listOf(
  card.extend({ slug: z.string(), locale: tag, upToDate: z.boolean() }).openapi('ListedCard'),
).openapi('CardList')

const year = z.coerce.number().int().min(1).max(9999).optional()

const query = z.object({
  locale: localeQuery,
  fallback: z.enum(['none']).optional(),
  topic: topic.optional(),
  kind: cardKind.optional(),
  from: year.describe('The first year of a span that the card has to touch.'),
  to: year.describe('The last year of it.'),
  limit: limit(100, 20),
  cursor,
})

export const cards: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/cards',
    summary: 'Cards over all documents, the latest year first',
    tag: 'Reading',
    query,
    answers: { 200: { description: 'A page of cards.', schema: cardList } },
    async handle(call) {
      const asked = queryOf(call, query.omit({ locale: true, fallback: true }))
      return call.keepRead(() => {
        const choice = chooseListLocale(call.site, askedBy(call))
        const key = listKey(choice.locale)
        const make = async () => listReading(call, await readCards(call.database.reader, choice, asked), key)
        return { key, what: madeOf(choice), make }
      })
    },
  },
]
