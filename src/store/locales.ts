import { asc, eq, sql } from 'drizzle-orm'
import { locale, localeFallback } from '../../db/schema/index.ts'
import type { Reader, Transaction } from './database.ts'

export interface LocaleRow {
  readonly tag: string
  readonly isDefault: boolean
  /** How many editions are live in it. */
  readonly live: number
  readonly fallbacks: readonly string[]
}

/** The site's locales in menu order, each with its fallback chain in order. */
export async function listLocales(reader: Reader): Promise<LocaleRow[]> {
  const [locales, chain] = await Promise.all([
    reader.select().from(locale).orderBy(asc(locale.position)),
    reader.select().from(localeFallback).orderBy(asc(localeFallback.locale), asc(localeFallback.position)),
  ])
  return locales.map(({ tag, isDefault, live }) => ({
    tag,
    isDefault,
    live,
    fallbacks: chain.filter((link) => link.locale === tag).map((link) => link.fallback),
  }))
}

/** Adds locales that the site does not have yet, after those it has. */
export async function insertLocales(transaction: Transaction, tags: readonly string[]): Promise<void> {
  for (const tag of tags) {
    await transaction
      .insert(locale)
      .values({ tag, position: sql`(select coalesce(max(position), 0) + 1 from locale)` })
      .onConflictDoNothing()
  }
}

/** Makes one locale the site's default. */
export async function setDefaultLocale(transaction: Transaction, tag: string): Promise<void> {
  await transaction.update(locale).set({ isDefault: false }).where(eq(locale.isDefault, true))
  await transaction.update(locale).set({ isDefault: true }).where(eq(locale.tag, tag))
}

/** Replaces the fallback chain of a locale. */
export async function replaceFallbacks(
  transaction: Transaction,
  tag: string,
  fallbacks: readonly string[],
): Promise<void> {
  await transaction.delete(localeFallback).where(eq(localeFallback.locale, tag))
  if (fallbacks.length === 0) return
  await transaction
    .insert(localeFallback)
    .values(fallbacks.map((fallback, position) => ({ locale: tag, position, fallback })))
}

/** Taken by whoever fills an empty database; held until the end of the transaction. */
export async function lockSetup(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('fiche.setup', 0))`)
}

/** Whether the site has a locale. */
export async function hasLocale(reader: Reader, tag: string): Promise<boolean> {
  const found = await reader.select({ tag: locale.tag }).from(locale).where(eq(locale.tag, tag))
  return found.length === 1
}
