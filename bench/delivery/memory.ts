import { locales } from '../generate/words.ts'
import { load } from '../load.ts'
import { documentPath } from './addresses.ts'
import type { Ask } from './capture.ts'
import { generated, readIn } from './databases.ts'
import { figure, head, median, megabytes, row } from './figures.ts'
import type { Run } from './run.ts'
import { serverCore, startFiche } from './servers.ts'

const goal = 256 * 2 ** 20
/** How much more the last quarter may have than the one before it. */
const growth = 1.05
const columns = 12
const codings = ['identity', 'br', 'gzip']

/** Every edition there is, each with one of the codings that browsers and programs ask for. */
function everyEdition(documents: number): Ask[] {
  return Array.from({ length: documents * locales.length }, (_, at) => ({
    path: documentPath(Math.floor(at / locales.length) + 1, locales[at % locales.length] ?? ''),
    headers: { 'Accept-Encoding': codings[Math.floor(at / 7) % codings.length] ?? 'identity' },
  }))
}

const every = (values: readonly number[], count: number): number[] =>
  Array.from({ length: Math.min(count, values.length) }, (_, at) => {
    return values[Math.floor(((at + 1) * values.length) / Math.min(count, values.length)) - 1] ?? Number.NaN
  })

/** Resident memory while editions are visited at random, far more of them than an instance may hold. */
export async function memory(run: Run): Promise<void> {
  const { large, memorySeconds } = run.settings
  const url = await generated(run, large)
  await readIn(run, url, ['edition', 'variant', 'slug_owner', 'slug', 'live_edition', 'change', 'document'])
  const fiche = await startFiche(url, { core: serverCore })
  const idle = fiche.rss()
  const samples: number[] = []
  const watch = setInterval(() => samples.push(fiche.rss()), 1000)
  const asks = everyEdition(large)
  const result = await load({ server: fiche.url, asks, order: 'random', seconds: memorySeconds })
  clearInterval(watch)
  await fiche.stop()
  const series = every(samples, columns)
  const quarter = Math.ceil(samples.length / 4)
  const [before, last] = [samples.slice(-2 * quarter, -quarter), samples.slice(-quarter)]
  const isFlat = median(last) <= growth * median(before.length === 0 ? last : before)
  const highest = Math.max(...samples)
  run.say(
    `### Memory: ${figure(result.requests)} visits at random to ${figure(asks.length)} live editions in ${memorySeconds} s\n`,
  )
  const times = series.map((_, at) => `${Math.round(((at + 1) * samples.length) / series.length)} s`)
  for (const line of head('idle', ...times, 'highest')) run.say(line)
  run.say(row(megabytes(idle), ...series.map(megabytes), megabytes(highest)))
  const flat = run.target(isFlat, 'memory: not flat')
  const met = run.target(highest <= goal, `memory: ${megabytes(highest)}`)
  run.say(`\nFlat: ${flat}; ≤ ${megabytes(goal)}: ${met}. ${figure(result.perSecond)} requests per second.`)
}
