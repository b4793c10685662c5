import { locales } from '../generate/words.ts'
import { load } from '../load.ts'
import { documentPath } from './addresses.ts'
import { generated } from './databases.ts'
import { head, row, spread } from './figures.ts'
import { inTurn, ratios, speeds } from './rounds.ts'
import type { Run } from './run.ts'
import { startFiche } from './servers.ts'

/** Two processes on one port against one. Nothing is pinned: all share what cores there are with the load generator. */
export async function workers(run: Run): Promise<void> {
  const { small, seconds, rounds } = run.settings
  const url = await generated(run, small)
  const [one, two] = await Promise.all(
    ['1', '2'].map((count) => startFiche(url, { settings: { FICHE_WORKERS: count } })),
  )
  if (one === undefined || two === undefined) return
  const asks = Array.from({ length: 200 }, (_, at) => ({
    path: documentPath(at + 1, locales[at % locales.length] ?? ''),
  }))
  const contenders = [two, one].map((server) => () => {
    return load({ server: server.url, asks, order: 'cycle', seconds, core: undefined })
  })
  for (const contender of contenders) await contender()
  await Promise.all([one.rest(), two.rest()])
  const [both = [], single = []] = await inTurn(rounds, contenders)
  await Promise.all([one.stop(), two.stop()])
  run.say('### Workers: held editions, nothing pinned; wrk takes the best part of a core\n')
  for (const line of head('', 'req/s', 'p99, ms')) run.say(line)
  for (const [name, loads] of [
    ['`FICHE_WORKERS=1`', single],
    ['`FICHE_WORKERS=2`', both],
  ] as const) {
    const slowest = loads.map((each) => each.p99)
    run.say(row(name, spread(speeds(loads)), spread(slowest, 2)))
  }
  run.say(`\nTwo workers against one: ${spread(ratios(both, single), 2)}.`)
}
