import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { Refusal } from '../refusal.ts'
import { plainText } from '../segment/inline.ts'
import { textProblem } from '../segment/text.ts'
import type { Database, Transaction } from '../store/database.ts'
import type { DocumentRow } from '../store/documents.ts'
import type { Content } from './content.ts'
import { consequencesOf, draftOf, editUnit, writeRevision } from './edit.ts'
import type { Draft } from './edit.ts'
import { findDocument, lockContent } from './find.ts'
import { unitOfText } from './original.ts'
import { isSame, recordRevision } from './revise.ts'
import type { Revised } from './revise.ts'

/** Which part of an original is written, and which revision its writer saw, if she says so. */
export interface PartEdit {
  readonly slug: string
  readonly part: 'title' | 'summary' | 'card'
  readonly key?: string
  readonly seen: number | '*' | undefined
}

/**
 * Writes one part of the original as a revision of its own: a part that changed makes its translations outdated
 * just as a sentence of the body does. `edit` drafts the part from the current content; a part that says what it
 * said before makes no revision.
 */
export async function revisePart(
  database: Database,
  editor: Editor | undefined,
  target: PartEdit,
  edit: (transaction: Transaction, document: DocumentRow, content: Content) => Promise<Draft>,
): Promise<Revised> {
  const by = permit(editor, 'writeOriginal')
  const document = await findDocument(database.reader, target.slug)
  return database.transact(async (transaction) => {
    const content = await lockContent(transaction, document.id, target.seen)
    const draft = await edit(transaction, document, content)
    const consequences = await consequencesOf(transaction, document.id, draft)
    if (isSame(content, draft.content)) return { revision: content.revision, ...consequences }
    const revision = await writeRevision(transaction, document.id, draft, { editorId: by.id, note: '' })
    const { part, key } = target
    const details = key === undefined ? { revision, part } : { revision, part, key }
    await recordRevision(transaction, by, document, details)
    return { revision, ...consequences }
  })
}

/** Refuses with `textRefused` a text that says nothing, or holds characters which would disturb what surrounds it. */
export function checkText(text: string, pointer: string): string {
  const problem = textProblem(text) ?? (plainText(text).trim() === '' ? 'required' : undefined)
  if (problem !== undefined) throw new Refusal('textRefused', {}, { fields: [{ pointer, code: problem }] })
  return text
}

export async function setTitle(
  database: Database,
  editor: Editor | undefined,
  target: Omit<PartEdit, 'part' | 'key'>,
  text: string,
): Promise<Revised> {
  const checked = checkText(text, '/text')
  return revisePart(database, editor, { ...target, part: 'title' }, (transaction, document, content) => {
    const unit = unitOfText(checked, document.sourceLocale)
    return editUnit(transaction, document.id, draftOf(content), { key: 'title', unit })
  })
}

/** Evidence: ids of segments of the body. Refuses with `evidenceUnknown` one that is not in the current revision. */
export async function setSummary(
  database: Database,
  editor: Editor | undefined,
  target: Omit<PartEdit, 'part' | 'key'>,
  summary: { text: string; evidence: readonly string[] },
): Promise<Revised> {
  const text = checkText(summary.text, '/text')
  return revisePart(
    database,
    editor,
    { ...target, part: 'summary' },
    async (transaction, document, content) => {
      checkEvidence(content, summary.evidence)
      const unit = unitOfText(text, document.sourceLocale)
      const draft = await editUnit(transaction, document.id, draftOf(content), { key: 'summary', unit })
      return withEvidence(draft, 'summary', summary.evidence)
    },
  )
}

export function checkEvidence(content: Content, evidence: readonly string[]): void {
  const present = new Set(
    content.units
      .filter((unit) => unit.shape !== null)
      .flatMap((unit) => unit.segments.map((each) => each.id)),
  )
  const fields = evidence.flatMap((id, at) =>
    present.has(id) ? [] : [{ pointer: `/evidence/${at}`, code: 'notInOriginal' as const }],
  )
  if (fields.length > 0) throw new Refusal('evidenceUnknown', {}, { fields })
}

export function withEvidence(draft: Draft, unit: string, evidence: readonly string[]): Draft {
  const all = new Map(draft.content.evidence)
  if (evidence.length === 0) all.delete(unit)
  else all.set(unit, [...new Set(evidence)])
  return { ...draft, content: { ...draft.content, evidence: all } }
}
