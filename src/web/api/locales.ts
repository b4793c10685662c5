import { direction as directionOf, nameOf } from '../../locale/tag.ts'
import type { Endpoint } from '../endpoint.ts'
import { direction, tag, z } from './schema.ts'

const siteLocales = z
  .object({
    items: z.array(
      z.object({
        locale: tag,
        name: z.string().describe('In the language itself.'),
        englishName: z.string(),
        dir: direction,
        documents: z.number().int().describe('How many editions are live.'),
        fallbacks: z.array(tag),
        isDefault: z.boolean(),
      }),
    ),
  })
  .openapi('Locales')

export const locales: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/locales',
    summary: 'The languages of the site',
    tag: 'Reading',
    answers: { 200: { description: 'The languages, in the order of menus.', schema: siteLocales } },
    async handle(call) {
      const site = await call.site()
      const items = site.locales.map((locale) => ({
        locale,
        name: nameOf(locale, locale),
        englishName: nameOf(locale, 'en'),
        dir: directionOf(locale),
        documents: site.live[locale] ?? 0,
        fallbacks: site.fallbacks[locale] ?? [],
        isDefault: locale === site.defaultLocale,
      }))
      return { status: 200, json: { items }, cached: { keys: ['locales'], negotiated: false } }
    },
  },
]
