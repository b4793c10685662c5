import type { BlockKind, CardKind } from '../vocabulary.ts'

/**
 * What an edition says: the immutable part of a document's representation, compiled once when it is published.
 * Field names are those of the API. `text` is plain text; `html` stands beside it only where the
 * passage has inline markup, sanitized and ready to be placed in a page.
 */
export interface EditionBody {
  readonly asOf: { readonly value: string; readonly text: string } | null
  readonly topics: readonly string[]
  readonly title: Passage
  readonly summary: Summary | null
  readonly cards: readonly Card[]
  readonly body: readonly Block[]
}

/** One sentence as shown. `locale` only where it is not the edition's: a gap, shown in the source locale. */
export interface ShownSegment {
  readonly id: string
  readonly text: string
  readonly html?: string
  readonly locale?: string
}

export interface Passage {
  readonly text: string
  readonly html?: string
  readonly segments: readonly ShownSegment[]
}

export interface Summary extends Passage {
  readonly evidence: readonly string[]
}

export type CardValue =
  | { readonly type: 'date'; readonly from: string; readonly to: string | null; readonly text: string }
  | {
      readonly type: 'quantity'
      readonly number: number
      readonly unit: string | null
      readonly text: string
    }

export interface Card {
  readonly key: string
  readonly kind: CardKind
  readonly topics: readonly string[]
  readonly value: CardValue | null
  readonly headline: Passage
  readonly text: Passage
  readonly evidence: readonly string[]
}

/** A block of the body. `level`, `ordered`, `number` and `language` say its shape, as in `segment/block`. */
export interface Block extends Passage {
  readonly kind: BlockKind
  readonly key: string
  readonly level?: number
  readonly ordered?: boolean
  readonly number?: number
  readonly language?: string
}

/** Another language in which the same document is live. */
export interface Alternate {
  readonly locale: string
  readonly slug: string
  readonly href: string
  readonly upToDate: boolean
}

/** A live (or former) edition as a reader asks for it: the body and how it stands to the rest of the document. */
export interface DocumentView extends EditionBody {
  readonly slug: string
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  readonly requestedLocale: string
  readonly fallback: boolean
  readonly sourceLocale: string
  readonly edition: number
  readonly revision: number
  readonly publishedAt: string
  readonly upToDate: boolean
  /** Ids of the segments of this edition whose source has changed since. */
  readonly outdated: readonly string[]
  readonly alternates: readonly Alternate[]
}

/** A live document in a list. */
export interface ListedDocument {
  readonly slug: string
  readonly locale: string
  readonly title: string
  readonly summary: string | null
  readonly asOf: { readonly value: string; readonly text: string } | null
  readonly topics: readonly string[]
  readonly upToDate: boolean
}
