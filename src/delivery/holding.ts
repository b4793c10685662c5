import type { EditionText, LiveEdition, Standing } from '../store/standings.ts'

/**
 * A document as this instance holds it: where it stands, and the texts of those of its live editions that were asked
 * for. Every representation of the document is made from this, without the database.
 */
export class Holding {
  readonly id: string
  readonly sourceLocale: string
  readonly live: readonly LiveEdition[]
  readonly changed: Date
  /** By locale. */
  readonly editions = new Map<string, EditionText>()
  /** Every slug by which it was asked for or may be, of those that lead here today. */
  readonly slugs = new Set<string>()
  /** Former slugs by which it was asked for, and where each leads. */
  readonly moves = new Map<string, string>()
  /** Editions being read. */
  readonly reading = new Map<string, Promise<EditionText>>()

  constructor({ documentId, sourceLocale, live, changed }: Standing) {
    this.id = documentId
    this.sourceLocale = sourceLocale
    this.live = live
    this.changed = changed
  }
}

/** What an edition's text takes. */
export const weightOf = ({ body, outdated }: EditionText): number =>
  body.byteLength + outdated.length * 60 + 500
