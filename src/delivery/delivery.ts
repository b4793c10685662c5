import { findMove } from '../edition/read.ts'
import type { Asked, Moved } from '../edition/read.ts'
import { negotiate } from '../locale/negotiate.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import { listRecentChanges } from '../store/changes.ts'
import { isUnavailable } from '../store/database.ts'
import type { Database, Unwatch } from '../store/database.ts'
import { findEditionText, findStandings } from '../store/standings.ts'
import type { EditionText, Standing, StandingWanted } from '../store/standings.ts'
import { documentKey, Freshness, touchedBy } from './freshness.ts'
import type { Touched } from './freshness.ts'
import { Holding, weightOf } from './holding.ts'
import type { Purger } from './purge.ts'
import { Representation } from './representation.ts'
import type { Finished, Place } from './representation.ts'
import { Shelf } from './shelf.ts'
import { Shelves } from './shelves.ts'
import { Together } from './together.ts'

export interface DeliveryOptions {
  /** What may be held, in bytes. */
  readonly cacheBytes: number
  /** Told after this instance has dropped what is no longer true. */
  readonly purger?: Purger | undefined
  /** Told once when the database goes away, and once when it is there again. */
  readonly say?: ((line: string) => void) | undefined
}

/** A document that is held. */
export interface Held {
  readonly shelf: Shelf
  readonly document: Holding
}

/** Minutes for which a shared cache may keep an answer: s-maxage and stale-while-revalidate together. */
const keptElsewhere = 15
const mostRecent = 2000

/** What is to be made of a reading of the database: on which shelf, under which name, how. */
export interface Reading {
  readonly key: string
  readonly name: string
  readonly make: () => Promise<Finished>
}

/** How often a list is read anew to be kept, when what it shows is changed meanwhile. */
const keptAttempts = 3

/** How often a reading is begun again because a change came in between, before the reader is asked to come back. */
const mostAttempts = 25

/**
 * Editions in memory, and answers made from them. A reader's request touches Postgres only for what this instance has
 * not seen yet; what it has seen it goes on serving when the database is away.
 *
 *   find      the document of a slug: held, or read with one statement (with what others ask for) and held from now on
 *   edition   the text of one of its live editions: likewise
 *   keep      a finished answer made from these: bytes, made once
 *   keepRead  a finished answer for which the database is asked (lists)
 *   look      drops what changes since the last look have made untrue
 *
 * What is read is held only if nothing has touched it since: the statement tells the number of the last change that it
 * saw, and until this instance has applied just as many it looks again. So what it shows never goes back in time.
 */
export class Delivery {
  readonly #database: Database
  readonly #freshness: Freshness
  readonly #shelves: Shelves
  readonly #purger: Purger | undefined
  readonly #place: Place
  readonly #bySlug = new Map<string, Shelf>()
  readonly #standings: Together<StandingWanted, Standing>
  readonly #finding = new Map<string, Promise<Held | Moved>>()
  #unwatch: Unwatch | undefined

  private constructor(database: Database, { cacheBytes, purger }: DeliveryOptions) {
    this.#database = database
    this.#purger = purger
    this.#standings = new Together((wanted) => findStandings(database.ask, wanted), {
      isUnavailable,
      tooLate: () => new Refusal('databaseAway'),
    })
    this.#shelves = new Shelves(cacheBytes, (shelf) => this.#forget(shelf))
    this.#place = {
      weigh: (shelf, bytes) => {
        this.#shelves.weigh(shelf, bytes)
        if (shelf.bytes > this.#shelves.share) this.#trim(shelf)
      },
    }
    this.#freshness = new Freshness(database, (touched) => this.#drop(touched))
  }

  /** Reads where the database is, and watches it from then on. */
  static async open(database: Database, options: DeliveryOptions): Promise<Delivery> {
    const delivery = new Delivery(database, options)
    await delivery.#freshness.start()
    await delivery.#purgeRecent()
    const { say = () => undefined } = options
    delivery.#unwatch = database.watch({
      changed: () => void delivery.look().catch(() => undefined),
      away: (reason) =>
        say(`The database is away (${reason}): what is held is served, the rest answers 503.`),
      back: () => say('The database is there again.'),
    })
    return delivery
  }

  /** A process that was killed between a commit and its purge never told; whoever starts next does. */
  async #purgeRecent(): Promise<void> {
    if (this.#purger === undefined) return
    const touched = touchedBy(await listRecentChanges(this.#database.reader, keptElsewhere, mostRecent))
    if (touched.length > 0) this.#purger.remind(touched === 'everything' ? ['*'] : touched)
  }

  async close(): Promise<void> {
    await this.#unwatch?.()
    await this.#purger?.close(2000)
  }

  get site(): Site {
    return this.#freshness.site
  }

  /** What is held: bytes, and on how many shelves. */
  get size(): { readonly bytes: number; readonly shelves: number } {
    return { bytes: this.#shelves.bytes, shelves: this.#shelves.size }
  }

  /** Drops what was made untrue by changes up to now. Rejects when the database is away. */
  look(): Promise<void> {
    return this.#freshness.look()
  }

  /**
   * The document that a slug leads to. A former slug gives `movedTo`, the current one of the same locale. Refuses with
   * `noSuchDocument` also what has never been published, or no more: drafts are nobody's business.
   */
  find(slug: string, { wanted }: Asked): Promise<Held | Moved> | Held | Moved {
    const shelf = this.#bySlug.get(slug)
    const document = shelf?.holding
    if (shelf !== undefined && document !== undefined) {
      this.#shelves.touch(shelf)
      const movedTo = document.moves.get(slug)
      return movedTo === undefined ? { shelf, document } : { movedTo }
    }
    const { locales: available, defaultLocale, fallbacks } = this.site
    const guess = negotiate({ wanted, available, defaultLocale, fallbacks })?.locale ?? defaultLocale
    return once(this.#finding, `${guess} ${slug}`, () => this.#read(slug, guess))
  }

  async #read(slug: string, guess: string): Promise<Held | Moved> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const watched = this.#freshness.watch()
      try {
        const standing = await this.#standings.for({ slug, guess })
        if (standing === undefined || standing.live.length === 0)
          throw new Refusal('noSuchDocument', { slug })
        const isCurrent = standing.live.some((each) => each.slug === slug)
        const movedTo = isCurrent
          ? undefined
          : await findMove(this.#database.reader, standing.documentId, slug)
        if (standing.change !== this.#freshness.applied) await this.look()
        if (watched.everything || watched.touched.has(documentKey(standing.documentId))) continue
        return this.#hold(standing, slug, movedTo)
      } finally {
        this.#freshness.unwatch(watched)
      }
    }
    throw new Refusal('databaseAway')
  }

  #hold(standing: Standing, slug: string, movedTo: string | undefined): Held | Moved {
    const shelf = this.#shelves.open(documentKey(standing.documentId))
    const document = (shelf.holding ??= new Holding(standing))
    const { edition } = standing
    if (edition !== undefined) this.#holdEdition(shelf, document, edition)
    if (movedTo !== undefined) document.moves.set(slug, movedTo)
    for (const name of [slug, ...standing.live.map((each) => each.slug)]) {
      this.#bySlug.set(name, shelf)
      document.slugs.add(name)
    }
    return movedTo === undefined ? { shelf, document } : { movedTo }
  }

  #holdEdition(shelf: Shelf, document: Holding, edition: EditionText): void {
    if (document.editions.has(edition.locale)) return
    document.editions.set(edition.locale, edition)
    this.#place.weigh(shelf, weightOf(edition))
  }

  /** The text of a live edition. */
  async edition({ shelf, document }: Held, locale: string): Promise<EditionText> {
    return (
      document.editions.get(locale) ??
      once(document.reading, locale, () => this.#readEdition(shelf, document, locale))
    )
  }

  async #readEdition(shelf: Shelf, document: Holding, locale: string): Promise<EditionText> {
    const { live, id: documentId, sourceLocale } = document
    const number = live.find((each) => each.locale === locale)?.number ?? 0
    const against = live.find((each) => each.locale === sourceLocale)?.revision
    // Both are immutable, and so is how one stands to the other: no change can come in between.
    const edition = await findEditionText(this.#database.reader, { documentId, locale, number, against })
    if (edition === undefined) throw new Refusal('noSuchEdition', { number })
    this.#holdEdition(shelf, document, edition)
    return edition
  }

  /** The shelf with a key that is not a document's. */
  shelf(key: string): Shelf {
    const shelf = this.#shelves.open(key)
    this.#shelves.touch(shelf)
    return shelf
  }

  /** The answer of this name on a shelf; `make` makes it when it is not there. Whoever asks meanwhile waits for it. */
  keep(shelf: Shelf, name: string, make: () => Promise<Finished>): Promise<Representation> | Representation {
    const kept = shelf.kept.get(name)
    if (kept === undefined) return once(shelf.making, name, () => this.#make(shelf, name, make))
    this.#shelves.touch(shelf)
    return kept
  }

  /**
   * As `keep`, for what is read from the database: it is kept only if it is true of now. `plan` says what is to be
   * made, anew each time: what came in between may have changed the languages of the site. Under steady publishing the
   * last reading is given without being kept, alone and uncached: it is of after the request, so of nothing that its
   * reader has seen newer.
   */
  async keepRead(plan: () => Reading): Promise<Representation> {
    for (let attempt = 0; attempt < keptAttempts; attempt++) {
      const { key, name, make } = plan()
      const shelf = this.shelf(key)
      const watched = this.#freshness.watch()
      try {
        const kept = await this.keep(shelf, name, async () => {
          const finished = await make()
          await this.look()
          return finished
        })
        if (shelf.isTrue && !watched.everything && !watched.touched.has(key)) return kept
      } finally {
        this.#freshness.unwatch(watched)
      }
    }
    const finished = await plan().make()
    const fields = { ...finished.fields, 'cache-control': 'no-store' }
    const alone = new Representation(new Shelf('alone'), { ...finished, fields }, this.#place)
    alone.letGo()
    return alone
  }

  async #make(shelf: Shelf, name: string, make: () => Promise<Finished>): Promise<Representation> {
    const finished = await make()
    const made = new Representation(shelf, finished, this.#place)
    if (!shelf.isHeld) made.letGo()
    shelf.kept.set(name, made)
    this.#place.weigh(shelf, weightOfName(name))
    return made
  }

  /**
   * Keeps one shelf to its share. Texts of editions go first, since what was made from them needs them no more; then
   * answers, the oldest first, those that were asked for since the last time spared once.
   */
  #trim(shelf: Shelf): void {
    const { share } = this.#shelves
    const editions = shelf.holding?.editions ?? new Map<string, EditionText>()
    for (const [locale, edition] of editions) {
      if (shelf.bytes <= share || editions.size === 1) break
      editions.delete(locale)
      this.#shelves.weigh(shelf, -weightOf(edition))
    }
    for (const [name, representation] of shelf.kept) {
      if (shelf.bytes <= share || shelf.kept.size === 1) return
      shelf.kept.delete(name)
      if (representation.isUsed) {
        representation.isUsed = false
        shelf.kept.set(name, representation)
        continue
      }
      this.#shelves.weigh(shelf, -representation.bytes - weightOfName(name))
      representation.letGo()
    }
  }

  #drop(touched: Touched): void {
    if (touched === 'everything') this.#shelves.clear()
    else for (const key of touched) this.#shelves.drop(key)
    this.#purger?.forget(touched === 'everything' ? ['*'] : touched)
  }

  #forget(shelf: Shelf): void {
    for (const slug of shelf.holding?.slugs ?? []) {
      if (this.#bySlug.get(slug) === shelf) this.#bySlug.delete(slug)
    }
    for (const representation of shelf.kept.values()) representation.letGo()
  }
}

const weightOfName = (name: string): number => name.length + 200

/** What is already being done under this name, or else `work`: a burst for one missing thing does it once. */
function once<T>(under: Map<string, Promise<T>>, name: string, work: () => Promise<T>): Promise<T> {
  const known = under.get(name)
  if (known !== undefined) return known
  const done = work().finally(() => under.delete(name))
  under.set(name, done)
  return done
}
