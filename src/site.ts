import { permit } from './account/permission.ts'
import type { Editor } from './account/editor.ts'
import { Refusal } from './refusal.ts'
import type { FieldRefusal } from './refusal.ts'
import type { Database, Reader } from './store/database.ts'
import { insertSiteChange } from './store/changes.ts'
import { insertEvent } from './store/events.ts'
import { insertLocales, listLocales, lockSetup, replaceFallbacks, setDefaultLocale } from './store/locales.ts'

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

/**
 * Adds a locale to the site, after those it has, or changes one: its fallback chain, whether it is the default.
 * Tags are canonical. Refuses with `malformedRequest` a chain that names the locale itself or one the site lacks.
 */
export async function setLocale(
  database: Database,
  editor: Editor | undefined,
  tag: string,
  wanted: { fallbacks: readonly string[]; isDefault: boolean },
): Promise<Site> {
  const by = permit(editor, 'manageLocales')
  return database.transact(async (transaction) => {
    await lockSetup(transaction)
    const others = (await listLocales(transaction)).map((row) => row.tag).filter((each) => each !== tag)
    const fields = wanted.fallbacks.flatMap((fallback, at): FieldRefusal[] =>
      others.includes(fallback)
        ? []
        : [{ pointer: `/fallbacks/${at}`, code: 'notOneOf', params: { values: others.join(', ') } }],
    )
    if (fields.length > 0) throw new Refusal('malformedRequest', {}, { fields })
    await insertLocales(transaction, [tag])
    await replaceFallbacks(transaction, tag, [...new Set(wanted.fallbacks)])
    if (wanted.isDefault) await setDefaultLocale(transaction, tag)
    await insertEvent(transaction, {
      editorId: by.id,
      action: 'locale.set',
      locale: tag,
      details: { ...wanted },
    })
    await insertSiteChange(transaction)
    return readSite(transaction)
  })
}
