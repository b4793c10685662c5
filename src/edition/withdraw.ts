import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { findDocument } from '../document/find.ts'
import { Refusal } from '../refusal.ts'
import { lockVariant } from '../store/documents.ts'
import type { Database, Transaction } from '../store/database.ts'
import { insertChange } from '../store/changes.ts'
import { clearLive } from '../store/editions.ts'
import { insertEvent } from '../store/events.ts'
import { findEditionText } from '../store/standings.ts'
import type { EditionBody } from './body.ts'
import { goLive } from './publish.ts'

/**
 * Withdraws the live edition of a variant: readers get another language, or with `to` an earlier edition of the same.
 * Nothing is deleted: the edition can still be read by its number. Refuses with `nothingLive`, `noSuchEdition`.
 */
export async function withdraw(
  database: Database,
  editor: Editor | undefined,
  wanted: { slug: string; locale: string; to?: number | undefined },
): Promise<void> {
  const by = permit(editor, 'publish')
  const document = await findDocument(database.reader, wanted.slug)
  const variant = { documentId: document.id, locale: wanted.locale }
  await database.transact(async (transaction) => {
    await lockVariant(transaction, document.id, wanted.locale)
    const live = await clearLive(transaction, variant)
    if (live === undefined) throw new Refusal('nothingLive', { locale: wanted.locale })
    const earlier = await findEarlier(transaction, variant, wanted.to)
    const details = wanted.to === undefined ? { edition: live } : { edition: live, to: wanted.to }
    await insertEvent(transaction, { editorId: by.id, action: 'edition.withdrawn', ...variant, details })
    const at = await insertChange(transaction, { kind: 'withdrawn', ...variant, edition: live }, -1)
    // At the same moment: there is none at which readers get neither.
    if (earlier !== undefined) await goLive(transaction, earlier.edition, earlier.body, at)
  })
}

/** The edition to go back to, if one is named. */
async function findEarlier(
  transaction: Transaction,
  variant: { documentId: string; locale: string },
  number: number | undefined,
) {
  if (number === undefined) return undefined
  const found = await findEditionText(transaction, { ...variant, number, against: undefined })
  if (found === undefined) throw new Refusal('noSuchEdition', { number })
  const body: EditionBody = JSON.parse(found.body.toString())
  return { edition: { ...variant, number, revision: found.revision }, body }
}
