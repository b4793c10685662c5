import { Agent } from 'node:http'
import { locales } from '../generate/words.ts'
import { load } from '../load.ts'
import { documentPath, slugOf } from './addresses.ts'
import { ask } from './capture.ts'
import { copied, dropCopy } from './databases.ts'
import { figure, head, quantile, row } from './figures.ts'
import type { Run } from './run.ts'
import { adminKey } from './settings.ts'
import { startFiche } from './servers.ts'

/** Milliseconds. */
const goal = 100
const giveUp = 10_000
/** Documents that are published again and again, each in its source language. */
const published = 50

const poller = new Agent({ keepAlive: true, maxSockets: 1 })

/** The number of the edition that an instance serves now. */
async function editionAt(server: string, path: string): Promise<number> {
  const answer = await ask(server, { path, over: poller })
  const number = /"edition":(\d+)/.exec(answer.body.toString('utf8', 0, 600))?.[1]
  if (answer.status !== 200 || number === undefined) throw new Error(`${path} answered ${answer.status}`)
  return Number(number)
}

interface Seen {
  readonly at: number
  /** How often an edition was served that is older than one served before. */
  readonly backwards: number
}

/** Asks again and again until an edition later than `known` is served, or for ten seconds. */
async function waitForNewer(server: string, path: string, known: number): Promise<Seen> {
  const from = performance.now()
  for (let backwards = 0; performance.now() - from < giveUp;) {
    const number = await editionAt(server, path)
    if (number > known) return { at: performance.now(), backwards }
    if (number < known) backwards += 1
  }
  throw new Error(`${path}: the new edition was not served within ${giveUp} ms`)
}

async function publish(server: string, number: number): Promise<number> {
  const answer = await ask(server, {
    path: `/v1/documents/${slugOf(number, 'fr')}/variants/fr/editions`,
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    body: '{}',
  })
  if (answer.status !== 201)
    throw new Error(`publishing answered ${answer.status}: ${answer.body.toString()}`)
  return performance.now()
}

interface Lag {
  /** From the answer to whoever published, in milliseconds: 0 where the other instance was earlier. */
  readonly fromAnswer: number
  /** From her sending it. */
  readonly fromRequest: number
  readonly backwards: number
}

async function publishOnce(here: string, there: string, number: number): Promise<Lag> {
  const path = documentPath(number, 'fr')
  const known = await editionAt(there, path)
  const from = performance.now()
  const seen = waitForNewer(there, path, known)
  const [answered, { at, backwards }] = await Promise.all([publish(here, number), seen])
  return { fromAnswer: Math.max(0, at - answered), fromRequest: at - from, backwards }
}

/** Publishes at one instance and asks another for it, which serves readers at the same time. Neither is pinned. */
export async function freshness(run: Run): Promise<void> {
  const { publications, small } = run.settings
  const url = await copied(run, small)
  const [here, there] = await Promise.all([startFiche(url), startFiche(url)])
  const asks = Array.from({ length: 200 }, (_, at) => ({
    path: documentPath(at + 1, locales[at % locales.length] ?? ''),
  }))
  const isOver = { yes: false }
  const loading = (async () => {
    const speeds: number[] = []
    while (!isOver.yes) {
      const order = { asks, order: 'cycle' as const, seconds: 2, connections: 8, core: undefined }
      speeds.push((await load({ ...order, server: there.url })).perSecond)
    }
    return speeds
  })()
  const lags: Lag[] = []
  for (let at = 0; at < publications; at++) {
    lags.push(await publishOnce(here.url, there.url, (at % published) + 1))
  }
  isOver.yes = true
  const speeds = await loading
  await Promise.all([here.stop(), there.stop()])
  await dropCopy(run)
  report(run, lags, Math.round(speeds.reduce((sum, each) => sum + each, 0) / speeds.length))
}

function report(run: Run, lags: readonly Lag[], perSecond: number): void {
  const backwards = lags.reduce((sum, lag) => sum + lag.backwards, 0)
  run.say(
    `### From publishing to another instance: ${figure(lags.length)} publications, ${figure(perSecond)} reads per second there\n`,
  )
  for (const line of head('', 'p50, ms', 'p99, ms', 'highest, ms')) run.say(line)
  for (const [name, key] of [
    ['after the answer to the publisher', 'fromAnswer'],
    ['after her request', 'fromRequest'],
  ] as const) {
    const times = lags.map((lag) => lag[key])
    run.say(row(name, ...[0.5, 0.99, 1].map((share) => figure(quantile(times, share), 1))))
  }
  const p99 = quantile(
    lags.map((lag) => lag.fromAnswer),
    0.99,
  )
  const met = run.target(p99 <= goal, `published to served elsewhere: ${figure(p99, 1)} ms at p99`)
  const kept = run.bound(backwards === 0, `an older edition after a newer one: ${backwards} times`)
  run.say(`\np99 ≤ ${goal} ms: ${met}. Never an older edition after a newer one: ${kept}.`)
}
