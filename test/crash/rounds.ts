/**
 * Kills the service in the middle of writes, over and over, and each time looks what is left: everything
 * that was acknowledged, whole and in order, and of the rest nothing but what was under way.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { ask } from './client.ts'
import { checkEdition, checkRecent, checkTranslations, type Inspection } from './inspect.ts'
import {
  editionsOf,
  emptyLedger,
  originalOf,
  publishedIn,
  randomFrom,
  record,
  type Ledger,
} from './ledger.ts'
import { adminKey, launch, type Service, type Settings } from './process.ts'
import { publish, writeUntilOver } from './writers.ts'

export interface Course {
  readonly rounds: number
  readonly seed: number
  /** Where the database is: FICHE_DATA or DATABASE_URL. */
  readonly place: Settings
}

/** What came of it, in numbers: `slowest` start is in milliseconds. */
export interface Tally {
  writes: number
  underWay: number
  slowest: number
}

const slug = 'carnet'

/** A document with an edition in both locales, before anything is killed. */
async function begin(url: string): Promise<Ledger> {
  const ledger = emptyLedger(slug)
  await ask(url, 'POST', '/v1/documents', { json: { slug, sourceLocale: 'fr', text: originalOf(0) } })
  record(ledger, { kind: 'revision', revision: 1, count: 0 })
  for (const locale of publishedIn) record(ledger, await publish(url, slug, locale))
  const variant = await ask(url, 'GET', `/v1/documents/${slug}/variants/en`)
  for (const { segments } of variant.units) {
    for (const { id, source } of segments) ledger.sources.set(id, source)
  }
  return ledger
}

/** All that was ever acknowledged. A revision that nobody has published is published now, to be read. */
async function checkAll(at: Inspection): Promise<void> {
  const { url, ledger } = at
  await checkTranslations(at, ledger.translations.keys())
  const published = new Set(editionsOf(ledger, 'fr'))
  for (const revision of ledger.revisions.keys()) {
    if (!published.has(revision)) record(ledger, await publish(url, slug, 'fr', revision))
  }
  for (const locale of publishedIn) {
    for (const index of editionsOf(ledger, locale).keys()) await checkEdition(at, locale, index + 1)
  }
}

/** Lets everybody write, and kills the service 20 to 300 ms after it gave its first answer. */
async function writeAndKill(
  service: Service,
  work: Inspection & { readonly random: () => number },
): Promise<void> {
  let isOver = false
  let answered = (): void => undefined
  const begun = new Promise<void>((resolve) => (answered = resolve))
  const writing = writeUntilOver({ ...work, isOver: () => isOver, answered: () => answered() })
  await Promise.race([begun, writing])
  await wait(20 + work.random() * 280)
  isOver = true
  await service.end('SIGKILL')
  await writing
}

/** Runs the course; throws at the first thing that is lost, torn or out of order. */
export async function killOverAndOver({ rounds, seed, place }: Course): Promise<Tally> {
  const random = randomFrom(seed)
  const tally: Tally = { writes: 0, underWay: 0, slowest: 0 }
  const start = async () => {
    const before = performance.now()
    const settings = {
      PORT: '0',
      FICHE_SAMPLE: 'false',
      FICHE_LOCALES: 'fr,en,es,de',
      FICHE_ADMIN_KEY: adminKey,
    }
    const service = launch({ ...settings, ...place })
    const url = await service.url
    return { service, url, took: performance.now() - before }
  }
  let { service, url } = await start()
  const ledger = await begin(url)
  for (let round = 0; round < rounds; round++) {
    await writeAndKill(service, { url, ledger, random })
    tally.writes += ledger.recent.length
    tally.underWay += ledger.pending.size
    const next = await start()
    ;({ service, url } = next)
    tally.slowest = Math.max(tally.slowest, Math.round(next.took))
    await checkRecent({ url, ledger })
  }
  await checkAll({ url, ledger })
  await service.end('SIGTERM')
  return tally
}
