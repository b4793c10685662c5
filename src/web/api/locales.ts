import { direction as directionOf, nameOf } from '../../locale/tag.ts'
import { setLocale } from '../../site.ts'
import type { Site } from '../../site.ts'
import { siteKey } from '../../delivery/freshness.ts'
import { jsonOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { localeOf } from '../locale.ts'
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

const wantedLocale = z.strictObject({
  fallbacks: z
    .array(z.string())
    .max(20)
    .default([])
    .describe('Locales of the site to try instead, in order.'),
  isDefault: z
    .boolean()
    .default(false)
    .describe('Makes it the default; another takes its place only by being set.'),
})

const presentSite = (site: Site) =>
  site.locales.map((locale) => ({
    locale,
    name: nameOf(locale, locale),
    englishName: nameOf(locale, 'en'),
    dir: directionOf(locale),
    documents: site.live[locale] ?? 0,
    fallbacks: [...(site.fallbacks[locale] ?? [])],
    isDefault: locale === site.defaultLocale,
  }))

export const locales: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/locales',
    summary: 'The languages of the site',
    tag: 'Reading',
    answers: { 200: { description: 'The languages, in the order of menus.', schema: siteLocales } },
    async handle(call) {
      const json = { items: presentSite(call.site) }
      return call.keep(call.delivery.shelf(siteKey), '', async () => ({
        json,
        keys: [siteKey],
        negotiated: false,
      }))
    },
  },
  {
    method: 'put',
    path: '/v1/locales/{locale}',
    summary: 'Add a language to the site, or change its fallback chain',
    tag: 'Writing',
    params: z.object({ locale: tag }),
    body: { schema: wantedLocale },
    answers: { 200: { description: 'The languages of the site.', schema: siteLocales } },
    affectsReaders: true,
    async handle(call, { locale = '' }) {
      const editor = await call.editor()
      const { fallbacks, isDefault } = await jsonOf(call, wantedLocale)
      const wanted = { fallbacks: fallbacks.map(localeOf), isDefault }
      const site = await setLocale(call.database, editor, localeOf(locale), wanted)
      return { status: 200, json: { items: presentSite(site) } }
    },
  },
]
