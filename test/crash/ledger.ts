/** What the service has acknowledged, and what it was asked when it was killed. */

/** Locales that are translated into; each has one writer, so no version is contested. */
export const targets = ['en', 'es', 'de'] as const
/** Locales that are published, the source first. */
export const publishedIn = ['fr', 'en'] as const

export interface SavedTranslation {
  readonly kind: 'translation'
  readonly locale: string
  readonly id: string
  readonly version: number
  readonly text: string
}
export interface SavedRevision {
  readonly kind: 'revision'
  readonly revision: number
  /** What its last sentence counts. */
  readonly count: number
}
export interface SavedEdition {
  readonly kind: 'edition'
  readonly locale: string
  readonly edition: number
  /** Undefined while it is under way: the service says which was the latest. */
  readonly revision: number | undefined
}
export type Write = SavedTranslation | SavedRevision | SavedEdition

/** Version n of a sentence is at n - 1; so is edition n of a locale. */
export interface Ledger {
  readonly slug: string
  /** Revision → what its last sentence counts. */
  readonly revisions: Map<number, number>
  /** Locale and segment → the texts of its versions. */
  readonly translations: Map<string, string[]>
  /** Locale → the revisions of its editions. */
  readonly editions: Map<string, (number | undefined)[]>
  /** Segment → what it says in French. */
  readonly sources: Map<string, string>
  /** Asked and not answered. Each of these may have happened, or not. */
  readonly pending: Set<Write>
  /** Answered since the last kill. */
  readonly recent: Write[]
}

export function emptyLedger(slug: string): Ledger {
  return {
    slug,
    revisions: new Map(),
    translations: new Map(),
    editions: new Map(publishedIn.map((locale) => [locale, []])),
    sources: new Map(),
    pending: new Set(),
    recent: [],
  }
}

export const segmentKey = (locale: string, id: string): string => `${locale} ${id}`

/** The texts known of a segment in a locale; made when it is first needed. */
export function versionsOf(ledger: Ledger, key: string): string[] {
  const known = ledger.translations.get(key)
  if (known !== undefined) return known
  const none: string[] = []
  ledger.translations.set(key, none)
  return none
}

export const editionsOf = (ledger: Ledger, locale: string) => ledger.editions.get(locale) ?? []

/** Writes down what is known to have happened. */
export function record(ledger: Ledger, write: Write): void {
  if (write.kind === 'revision') ledger.revisions.set(write.revision, write.count)
  else if (write.kind === 'edition') editionsOf(ledger, write.locale)[write.edition - 1] = write.revision
  else versionsOf(ledger, segmentKey(write.locale, write.id))[write.version - 1] = write.text
}

const paragraphs = Array.from({ length: 4 }, (_, at) =>
  ['La mesure', 'Le relevé', 'La correction'].map((what) => `${what} du point ${at + 1} est faite.`),
)

const title = 'Le carnet de relevés'
const counted = (count: number) => `Le compteur est à ${count}.`

/** The original of which the last sentence counts. */
export const originalOf = (count: number): string =>
  [`# ${title}`, ...paragraphs.map((sentences) => sentences.join(' ')), counted(count)].join('\n\n') + '\n'

/** All its sentences in order. */
export const sentencesOf = (count: number): string[] => [title, ...paragraphs.flat(), counted(count)]

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
