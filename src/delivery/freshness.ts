import { readSite } from '../site.ts'
import type { Site } from '../site.ts'
import { findLastChange, listChangesFrom } from '../store/changes.ts'
import type { AppliedChange } from '../store/changes.ts'
import type { Database } from '../store/database.ts'

/** What a change makes untrue: surrogate keys, or everything. */
export type Touched = readonly string[] | 'everything'

/** A reading of the database under way, and what was touched meanwhile. */
export interface Watched {
  readonly touched: Set<string>
  everything: boolean
}

/** More changes than this at once (an instance that was long cut off) are not told one by one. */
const mostAtOnce = 2000

/**
 * How far this instance is in the row of changes: every change up to `applied` has been told to `tell`. A notification
 * is only a hint to look; what is new is asked of the database, by number, so none can be lost for longer than it
 * takes to look again.
 *
 * A database may come back as an older copy of itself (a backup restored). Its changes then have numbers that were
 * used before, or fewer of them: the last one applied is no longer there, or is of another time. Then nothing that is
 * held can be trusted.
 */
export class Freshness {
  readonly #database: Database
  readonly #tell: (touched: Touched, site: Site) => void
  readonly #watched = new Set<Watched>()
  #applied = 0
  #at = ''
  #site: Site = { locales: [], defaultLocale: 'en', fallbacks: {}, live: {} }
  #looking: Promise<void> | undefined
  #next: Promise<void> | undefined

  constructor(database: Database, tell: (touched: Touched, site: Site) => void) {
    this.#database = database
    this.#tell = tell
  }

  /** The number of the last change applied. */
  get applied(): number {
    return this.#applied
  }

  /** The site as of the last change applied. */
  get site(): Site {
    return this.#site
  }

  /** Reads where the database is. Nothing is held yet. */
  async start(): Promise<void> {
    // In this order: a change between the two is applied once more, rather than never.
    const last = await findLastChange(this.#database.reader)
    this.#site = await readSite(this.#database.reader)
    this.#applied = last?.number ?? 0
    this.#at = last?.at ?? ''
  }

  /**
   * Applies every change that was committed before this call. Calls that come while one is under way share the one
   * after it. Rejects when the database does not answer.
   */
  look(): Promise<void> {
    if (this.#looking === undefined) {
      this.#looking = this.#look().finally(() => (this.#looking = undefined))
      return this.#looking
    }
    const before = this.#looking
    this.#next ??= before
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        return this.look()
      })
    return this.#next
  }

  /** From here to `unwatch`, notes what changes touch. */
  watch(): Watched {
    const watched = { touched: new Set<string>(), everything: false }
    this.#watched.add(watched)
    return watched
  }

  unwatch(watched: Watched): void {
    this.#watched.delete(watched)
  }

  async #look(): Promise<void> {
    const { reader } = this.#database
    const rows = await listChangesFrom(reader, Math.max(1, this.#applied), mostAtOnce)
    const isSame = this.#applied === 0 || (rows[0]?.number === this.#applied && rows[0].at === this.#at)
    const fresh = rows.filter((row) => row.number > this.#applied)
    if (isSame && fresh.length === 0) return
    const isLong = rows.length === mostAtOnce
    if (!isSame || isLong) {
      await this.start()
      return this.#apply('everything')
    }
    const site = await readSite(reader)
    const last = fresh.at(-1)
    this.#applied = last?.number ?? this.#applied
    this.#at = last?.at ?? this.#at
    const before = this.#site
    const isOther = !sameLanguages(site, before)
    const isCounted = JSON.stringify(site.live) !== JSON.stringify(before.live)
    // The same object where it says the same: what was negotiated is remembered by it.
    this.#site = isOther ? site : { ...site, fallbacks: before.fallbacks }
    const touched = touchedBy(fresh)
    if (isOther || touched === 'everything') this.#apply('everything')
    else this.#apply(isCounted ? [...touched, siteKey] : touched)
  }

  /** Notes what is touched, and tells of it. */
  #apply(touched: Touched): void {
    for (const watched of this.#watched) {
      if (touched === 'everything') watched.everything = true
      else for (const key of touched) watched.touched.add(key)
    }
    this.#tell(touched, this.#site)
  }
}

/** Surrogate keys of the documents and lists that these changes touch; everything, when the site is among them. */
export function touchedBy(changes: readonly AppliedChange[]): Touched {
  const keys = changes.flatMap(({ documentId, locales }) =>
    documentId === null ? [] : [documentKey(documentId), ...locales.map(listKey)],
  )
  return changes.some((change) => change.documentId === null) ? 'everything' : [...new Set(keys)]
}

export const documentKey = (id: string): string => `document-${id}`
/** The lists of a language: documents, cards, pages of them. */
export const listKey = (locale: string): string => `documents-${locale}`
/** The languages of the site, with how many editions are live in each. */
export const siteKey = 'locales'

/** Whether readers are led to the same languages: a locale with its first live edition, or its last, changes that. */
function sameLanguages(one: Site, other: Site): boolean {
  const shape = ({ locales, defaultLocale, fallbacks, live }: Site) =>
    JSON.stringify([locales, defaultLocale, fallbacks, locales.map((locale) => (live[locale] ?? 0) > 0)])
  return shape(one) === shape(other)
}
