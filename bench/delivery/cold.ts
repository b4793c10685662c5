import { locales } from '../generate/words.ts'
import { load } from '../load.ts'
import { editionPaths } from './addresses.ts'
import { ask } from './capture.ts'
import { generated, readIn } from './databases.ts'
import { figure, head, median, row, spread } from './figures.ts'
import type { Started } from './process.ts'
import { inTurn, ratios, remark, speeds } from './rounds.ts'
import type { Run } from './run.ts'
import { serverCore, startFiche, startRow } from './servers.ts'

const goal = 0.8
/** More requests than are answered in one second: so many addresses are kept in store for it. */
const mostPerSecond = 12_000
/** Editions whose bytes are compared. */
const compared = 12
const tables = [
  'edition',
  'variant',
  'slug_owner',
  'slug',
  'live_edition',
  'change',
  'document',
  'bench_answer',
]

/** Whether both give the same bytes, for some editions. */
async function isSame(fiche: Started, reference: Started, documents: number): Promise<boolean> {
  const paths = editionPaths(documents, 0, compared)
  const pairs = await Promise.all(
    paths.map((each) => Promise.all([ask(fiche.url, each), ask(reference.url, each)])),
  )
  return pairs.every(([one, other]) => one.status === 200 && one.body.equals(other.body))
}

/** Every request for another edition that the instance has not seen, against Hono and one row by its primary key. */
export async function cold(run: Run): Promise<void> {
  const { large, seconds, rounds } = run.settings
  const url = await generated(run, large)
  await readIn(run, url, tables)
  const [fiche, reference] = await Promise.all([startFiche(url, { core: serverCore }), startRow(url)])
  const same = await isSame(fiche, reference, large)
  // The first that were compared are not new any more; the first part of the others is for warming up.
  const parts = rounds + 1
  const stored = Math.min(seconds * mostPerSecond, Math.floor((large * locales.length - compared) / parts))
  const contenders = [fiche, reference].map((server) => (round: number) => {
    const asks = editionPaths(large, compared + (round + 1) * stored, stored)
    return load({ server: server.url, asks, order: 'once', seconds })
  })
  for (const contender of contenders) await contender(-1)
  const [own = [], others = []] = await inTurn(rounds, contenders)
  await Promise.all([fiche.stop(), reference.stop()])
  const ratio = ratios(own, others)
  run.say(`### Cold editions: each of ${figure(large)} documents in six languages asked for once\n`)
  for (const line of head('', 'bytes', 'req/s', 'p50, ms', 'p99, ms')) run.say(line)
  for (const [name, loads] of [
    [`Fiche${remark([own])}`, own],
    ['Hono + `postgres`, one row', others],
  ] as const) {
    const of = (key: 'size' | 'p50' | 'p99', digits: number) =>
      spread(
        loads.map((each) => each[key]),
        digits,
      )
    run.say(row(name, of('size', 0), spread(speeds(loads)), of('p50', 2), of('p99', 2)))
  }
  const met = run.target(median(ratio) >= goal, `cold edition: ${figure(median(ratio), 2)} × one row`)
  run.target(!own.some((each) => each.isRepeated), 'cold edition: not enough addresses')
  run.say(`\nRatio ${spread(ratio, 2)}; ≥ ${goal}: ${met}. Same bytes from both: ${same ? 'yes' : 'no'}.`)
}
