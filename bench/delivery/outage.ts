import { setTimeout as wait } from 'node:timers/promises'
import { locales } from '../generate/words.ts'
import { load } from '../load.ts'
import type { Load } from '../load.ts'
import { documentPath, slugOf } from './addresses.ts'
import { ask } from './capture.ts'
import { copied, dropCopy } from './databases.ts'
import { figure, head, megabytes, row } from './figures.ts'
import { probe, summary } from './probe.ts'
import type { Probe } from './probe.ts'
import type { Started } from './process.ts'
import { startProxy } from './proxy.ts'
import type { Proxy, ProxyState } from './proxy.ts'
import type { Run } from './run.ts'
import { adminKey } from './settings.ts'
import type { Settings } from './settings.ts'
import { serverCore, startFiche } from './servers.ts'

/** Milliseconds by which PostgreSQL's answers are late when it is slow. */
const lateness = 5000
const held = 200
/** Seconds of load before the database goes, and at most until it is back. */
const before = 2
const giveUp = 60

const heldAsks = Array.from({ length: held }, (_, at) => ({
  path: documentPath(at + 1, locales[at % locales.length] ?? ''),
}))

interface Outage {
  readonly reads: Load
  readonly notHeld: Probe
  readonly writes: Probe
  readonly readiness: Probe
  /** Resident memory: before, the most, and when it was over. */
  readonly rss: readonly [number, number, number]
  /** Seconds until an edition that is not held is served again. */
  readonly back: number
}

/** A probe for each thing that wants the database. */
function probesOn(server: string, documents: number, from: number) {
  const write = {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    body: '{}',
  }
  return {
    notHeld: probe(server, 10, (nth) => ({ path: notHeldPath(documents, from + nth) })),
    writes: probe(server, 1, (nth) => ({
      ...write,
      path: `/v1/documents/${slugOf(documents - nth, 'fr')}/variants/fr/editions`,
    })),
    readiness: probe(server, 1, () => ({ path: '/health/ready' })),
  }
}

/** Documents beyond those that are held, one after the other. */
const notHeldPath = (documents: number, nth: number): string =>
  documentPath(
    held + 1 + (nth % (documents - held)),
    locales[Math.floor(nth / (documents - held)) % locales.length] ?? '',
  )

/** Seconds until the service answers 200 for what it does not hold. */
async function untilBack(server: string, path: string): Promise<number> {
  const from = performance.now()
  for (;;) {
    const seconds = (performance.now() - from) / 1000
    const { status } = await ask(server, { path })
    if (status === 200) return (performance.now() - from) / 1000
    if (seconds > giveUp) throw new Error(`${path} still answers ${status} after ${giveUp} s`)
    await wait(50)
  }
}

/** Editions that one outage may ask for without their being held: more than its probes come to. */
const room = 2000

async function goThrough(
  { outageSeconds, small }: Settings,
  { fiche, proxy }: { fiche: Started; proxy: Proxy },
  state: ProxyState,
  nth: number,
): Promise<Outage> {
  const from = nth * room
  for (const asked of heldAsks) await ask(fiche.url, asked)
  const length = before + outageSeconds
  const order = { server: fiche.url, asks: heldAsks, order: 'cycle' as const, tolerant: true }
  const reading = load({ ...order, seconds: length })
  await wait(before * 1000)
  const usual = fiche.rss()
  let most = usual
  const watch = setInterval(() => (most = Math.max(most, fiche.rss())), 500)
  await proxy.become(state)
  const probes = probesOn(fiche.url, small, from)
  const reads = await reading
  await proxy.become('open')
  // Nobody has asked for this one yet, so no answer to an earlier request can be what is served.
  const back = await untilBack(fiche.url, notHeldPath(small, from + room - 1))
  const { notHeld, writes, readiness } = probes
  await Promise.all([notHeld, writes, readiness].map((each) => each.stop()))
  clearInterval(watch)
  return { reads, notHeld, writes, readiness, rss: [usual, most, fiche.rss()], back }
}

function report(run: Run, name: string, measured: Outage): void {
  const { reads, notHeld, writes, readiness, rss, back } = measured
  const { outageSeconds } = run.settings
  const kept = run.bound(reads.failed === 0, `${name}: ${reads.failed} reads of held editions failed`)
  run.say(`#### ${name}, for ${outageSeconds} s\n`)
  for (const line of head('', '')) run.say(line)
  const lines: readonly (readonly [string, string])[] = [
    ['reads of held editions', `${figure(reads.requests)}, ${figure(reads.perSecond)} per second`],
    ['of them failed', `${figure(reads.failed)}; none: ${kept}`],
    ['their p99 and slowest', `${figure(reads.p99, 1)} ms, ${figure(reads.max, 1)} ms`],
    ['reads of others', summary(notHeld)],
    ['publishing', summary(writes)],
    ['readiness', summary(readiness)],
    ['memory before, at most, after', rss.map(megabytes).join(', ')],
    ['others are served again', `${figure(back, 1)} s after PostgreSQL is back`],
  ]
  for (const line of lines) run.say(row(...line))
  run.say('')
}

/** A minute without PostgreSQL, and one with a PostgreSQL that answers late, under load on editions that are held. */
export async function outage(run: Run): Promise<void> {
  const url = await copied(run, run.settings.small)
  const proxy = await startProxy(url, lateness)
  const fiche = await startFiche(proxy.url, { core: serverCore })
  run.say(`### Without the database: ${held} held editions under load\n`)
  const parts = { fiche, proxy }
  report(run, 'PostgreSQL refuses', await goThrough(run.settings, parts, 'closed', 0))
  const late = `PostgreSQL answers ${lateness / 1000} s late`
  report(run, late, await goThrough(run.settings, parts, 'slow', 1))
  await fiche.stop()
  await proxy.close()
  await dropCopy(run)
}
