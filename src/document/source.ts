import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { plainText } from '../segment/inline.ts'
import type { DocumentRow } from '../store/documents.ts'
import { findOriginal } from '../store/revisions.ts'
import type { OriginalRow } from '../store/revisions.ts'
import type { Reader } from '../store/database.ts'
import { unitOf } from './content.ts'
import type { Content } from './content.ts'
import { findContent, findDocument } from './find.ts'
import { keptText } from './original.ts'

/** The current revision of an original, and the bytes it was read from. */
export interface Source {
  readonly document: DocumentRow
  readonly content: Content
  readonly kept: OriginalRow
  readonly text: string
  readonly title: string
}

export async function readSource(reader: Reader, editor: Editor | undefined, slug: string): Promise<Source> {
  permit(editor, 'readDrafts')
  const document = await findDocument(reader, slug)
  const content = await findContent(reader, document.id)
  const kept = await findOriginal(reader, document.id, content.originalSha256)
  if (kept === undefined) throw new Error(`revision ${content.revision} of ${document.id} has no original`)
  const text = keptText(kept, content.charset)
  const title =
    unitOf(content, 'title')
      ?.segments.map((segment) => plainText(segment.text))
      .join(' ') ?? ''
  return { document, content, kept, text, title }
}
