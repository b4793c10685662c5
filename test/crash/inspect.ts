/** Holds a service against a ledger, by HTTP alone. */
import { expect } from 'vitest'
import { ask } from './client.ts'
import {
  editionsOf,
  originalOf,
  publishedIn,
  record,
  segmentKey,
  sentencesOf,
  versionsOf,
  type Ledger,
  type Write,
} from './ledger.ts'

export interface Inspection {
  readonly url: string
  readonly ledger: Ledger
}

interface ShownSegment {
  readonly id: string
  readonly text: string
  readonly locale?: string
}

/** Takes out of what is under way the write that turned out to have happened. */
function settle(ledger: Ledger, happened: (write: Write) => boolean, what: string): Write {
  const write = [...ledger.pending].find(happened)
  if (write === undefined) throw new Error(`${what} is there, and nobody asked for it`)
  ledger.pending.delete(write)
  return write
}

async function checkOriginal({ url, ledger }: Inspection): Promise<void> {
  const { revision, text } = await ask(url, 'GET', `/v1/documents/${ledger.slug}/original`)
  const last = Math.max(...ledger.revisions.keys())
  if (revision === last + 1) {
    const what = `revision ${revision}`
    record(
      ledger,
      settle(ledger, (write) => write.kind === 'revision' && write.revision === revision, what),
    )
  } else expect(revision, 'the last revision that was acknowledged').toBe(last)
  expect(text).toBe(originalOf(ledger.revisions.get(revision) ?? -1))
}

/** Every version of a sentence in a locale; one more than was acknowledged when it was under way. */
async function checkTranslation({ url, ledger }: Inspection, locale: string, id: string): Promise<void> {
  const path = `/v1/documents/${ledger.slug}/variants/${locale}/segments/${id}/history`
  const { items } = await ask(url, 'GET', path)
  const found: { version: number; text: string }[] = items.toReversed()
  const known = versionsOf(ledger, segmentKey(locale, id))
  if (found.length === known.length + 1) {
    const isIt = (write: Write) => write.kind === 'translation' && write.locale === locale && write.id === id
    record(ledger, settle(ledger, isIt, `version ${found.length} of ${id} in ${locale}`))
  }
  expect(found.map(({ version, text }) => [version, text])).toEqual(known.map((text, at) => [at + 1, text]))
}

/** An edition has every sentence of its revision, each in its own words or in a translation that was saved. */
export async function checkEdition(at: Inspection, locale: string, number: number): Promise<void> {
  const { url, ledger } = at
  const edition = await ask(url, 'GET', `/v1/documents/${ledger.slug}/editions/${number}?locale=${locale}`)
  const revision: number = editionsOf(ledger, locale)[number - 1] ?? edition.revision
  expect(edition).toMatchObject({ locale, edition: number, revision })
  const blocks: { segments: ShownSegment[] }[] = [edition.title, ...edition.body]
  const segments = blocks.flatMap((block) => block.segments)
  const sentences = sentencesOf(ledger.revisions.get(revision) ?? -1)
  expect(segments, `${locale} edition ${number}`).toHaveLength(sentences.length)
  for (const [index, { id, text, locale: shownIn }] of segments.entries()) {
    const source = sentences[index]
    expect(ledger.sources.get(id) ?? source).toBe(source)
    if (locale === 'fr' || shownIn === 'fr') expect(text).toBe(source)
    else expect(versionsOf(ledger, segmentKey(locale, id))).toContain(text)
  }
}

/** All editions of a locale by number, the newest first as they come. */
async function numbersOf(
  { url, ledger }: Inspection,
  locale: string,
): Promise<{ number: number; isLive: boolean }[]> {
  const numbers = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = new URLSearchParams({ locale, limit: '100', ...(cursor === '' ? {} : { cursor }) })
    const page = await ask(url, 'GET', `/v1/documents/${ledger.slug}/editions?${query.toString()}`)
    for (const { edition, isLive } of page.items)
      numbers.push({ number: Number(edition), isLive: isLive === true })
    cursor = page.next
  }
  return numbers
}

/** Numbers have no gaps, and the newest edition is live: that which was acknowledged last, or was under way. */
async function checkNumbers(at: Inspection, locale: string): Promise<void> {
  const { url, ledger } = at
  const known = editionsOf(ledger, locale)
  const found = await numbersOf(at, locale)
  if (found.length === known.length + 1) {
    settle(
      ledger,
      (write) => write.kind === 'edition' && write.locale === locale,
      `${locale} ${found.length}`,
    )
    const path = `/v1/documents/${ledger.slug}/editions/${found.length}?locale=${locale}`
    const { revision } = await ask(url, 'GET', path)
    record(ledger, { kind: 'edition', locale, edition: found.length, revision })
    ledger.recent.push({ kind: 'edition', locale, edition: found.length, revision })
  }
  const wanted = known.map((_, index) => ({ number: index + 1, isLive: index + 1 === known.length }))
  expect(found).toEqual(wanted.toReversed())
  const live = await ask(url, 'GET', `/v1/documents/${ledger.slug}?locale=${locale}`)
  expect(live).toMatchObject({ locale, edition: known.length })
}

/** What mirrors are told: every edition of every locale, in order, once. */
async function checkChanges({ url, ledger }: Inspection): Promise<void> {
  const told: { kind: string; locale: string; edition: number }[] = []
  for (let since = '', more = true; more;) {
    const query = new URLSearchParams({ limit: '1000', since })
    const { items, next } = await ask(url, 'GET', `/v1/changes?${query.toString()}`)
    told.push(...items)
    since = next
    more = items.length === 1000
  }
  for (const locale of publishedIn) {
    const editions = told.filter((change) => change.locale === locale).map((change) => change.edition)
    expect(editions, `changes in ${locale}`).toEqual(editionsOf(ledger, locale).map((_, at) => at + 1))
  }
  expect(new Set(told.map((change) => change.kind))).toEqual(new Set(['published']))
}

/** What was written since the last kill, and all that is counted. Afterwards nothing is under way. */
export async function checkRecent(at: Inspection): Promise<void> {
  const { url, ledger } = at
  expect(await ask(url, 'GET', '/health/ready')).toEqual({ status: 'ready' })
  await checkOriginal(at)
  const written = [...ledger.recent, ...ledger.pending].flatMap((write) =>
    write.kind === 'translation' ? [segmentKey(write.locale, write.id)] : [],
  )
  await checkTranslations(at, new Set(written))
  for (const locale of publishedIn) await checkNumbers(at, locale)
  const editions = ledger.recent.flatMap((write) => (write.kind === 'edition' ? [write] : []))
  await Promise.all(editions.map(({ locale, edition }) => checkEdition(at, locale, edition)))
  await checkChanges(at)
  ledger.pending.clear()
  ledger.recent.length = 0
}

/** Sentences by locale and id. */
export async function checkTranslations(at: Inspection, keys: Iterable<string>): Promise<void> {
  for (const key of keys) {
    const [locale = '', id = ''] = key.split(' ')
    await checkTranslation(at, locale, id)
  }
}
