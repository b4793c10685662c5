import { listLocales } from './store/locales.ts'
import type { Reader } from './store/database.ts'

/** The languages of the site and how its readers fall back from one to another. */
export interface Site {
  readonly locales: readonly string[]
  readonly defaultLocale: string
  readonly fallbacks: Readonly<Record<string, readonly string[]>>
  /** How many editions are live in each locale. */
  readonly live: Readonly<Record<string, number>>
}

/** Source: the `locale` table, which the first start fills from FICHE_LOCALES. */
export async function readSite(reader: Reader): Promise<Site> {
  const rows = await listLocales(reader)
  const isDefault = rows.find((row) => row.isDefault) ?? rows[0]
  return {
    locales: rows.map((row) => row.tag),
    defaultLocale: isDefault?.tag ?? 'en',
    fallbacks: Object.fromEntries(rows.map((row) => [row.tag, row.fallbacks])),
    live: Object.fromEntries(rows.map((row) => [row.tag, row.live])),
  }
}
