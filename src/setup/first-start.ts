import { addKey } from '../account/key.ts'
import type { Editor } from '../account/editor.ts'
import type { Database, Transaction } from '../store/database.ts'
import { insertLocales, listLocales, lockSetup, setDefaultLocale } from '../store/locales.ts'
import { loadSample, readSamples } from './sample.ts'

export interface FirstStart {
  readonly locales: readonly string[]
  readonly defaultLocale: string
  readonly adminKey: string | undefined
  readonly sample: boolean
}

/** What a first start made. Undefined on every later one. */
export interface Founded {
  /** The first admin key, to be printed once; undefined when the operator chose it herself. */
  readonly adminKey: string | undefined
}

/**
 * Fills an empty database: the site's locales, the first admin key, the sample. All in one transaction under a lock,
 * so that of two instances that start at once one does it, and a start that is killed has done nothing.
 */
export async function found(database: Database, first: FirstStart): Promise<Founded | undefined> {
  return database.transact(async (transaction) => {
    await lockSetup(transaction)
    if ((await listLocales(transaction)).length > 0) return undefined
    await insertLocales(transaction, first.locales)
    await setDefaultLocale(transaction, first.defaultLocale)
    const { admin, secret } = await firstAdmin(transaction, first.adminKey)
    for (const sample of first.sample ? readSamples() : []) await loadSample(transaction, admin, sample)
    return { adminKey: first.adminKey === undefined ? secret : undefined }
  })
}

async function firstAdmin(
  transaction: Transaction,
  chosen: string | undefined,
): Promise<{ admin: Editor; secret: string }> {
  const grants = [{ role: 'admin' as const, locale: null }]
  const { editorId, secret } = await addKey(
    transaction,
    { name: 'First admin', grants, expiresAt: null },
    chosen,
  )
  return { admin: { id: editorId, name: 'First admin', grants }, secret }
}
