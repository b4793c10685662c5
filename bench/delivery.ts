import { cpus, release, totalmem } from 'node:os'
import { wrkVersion } from './load.ts'
import { cold } from './delivery/cold.ts'
import { postgresVersion } from './delivery/databases.ts'
import { megabytes } from './delivery/figures.ts'
import { freshness } from './delivery/freshness.ts'
import { lists } from './delivery/lists.ts'
import { memory } from './delivery/memory.ts'
import { outage } from './delivery/outage.ts'
import { plans } from './delivery/plans.ts'
import { runOf } from './delivery/run.ts'
import type { Run } from './delivery/run.ts'
import { settingsFrom } from './delivery/settings.ts'
import { warm } from './delivery/warm.ts'
import { workers } from './delivery/workers.ts'

/**
 * How fast editions are delivered, and whether they are when something is away. Prints Markdown.
 *
 *   npm run build && node dist/bench/delivery.js [names…] [--short]
 *
 * Names: warm cold lists plans freshness memory workers outage; all of them when none is given. `--short` is small and
 * quick and judges no speed. DATABASE_URL names the PostgreSQL server on which databases fiche_bench_… are made and
 * left for the next run; BENCH_SECONDS and BENCH_ROUNDS say how long, delivery/settings.ts what else can be said.
 */
const measurements: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  warm,
  cold,
  lists,
  plans,
  freshness,
  memory,
  workers,
  outage,
}

const given = process.argv.slice(2)
const isShort = given.includes('--short')
const names = given.filter((each) => each !== '--short')
const unknown = names.find((name) => measurements[name] === undefined)
if (unknown !== undefined) throw new Error(`${unknown}: not one of ${Object.keys(measurements).join(', ')}`)

const settings = settingsFrom(process.env, isShort)
const run = runOf(settings)
const version = wrkVersion()
run.say(
  [
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? ''}, ${megabytes(totalmem())}, Linux ${release()}`,
    `Node ${process.version}, PostgreSQL ${await postgresVersion(settings.server)}, ${version}`,
    `${settings.rounds} rounds of ${settings.seconds} s, interleaved: median (lowest–highest)`,
  ].join('; '),
)
for (const name of names.length === 0 ? Object.keys(measurements) : names) {
  run.say('')
  run.note(name)
  await measurements[name]?.(run)
}
for (const failure of run.failures) run.note(`not good enough: ${failure}`)
process.exit(run.failures.length === 0 ? 0 : 1)
