import { load } from '../load.ts'
import type { Load } from '../load.ts'
import { locales } from '../generate/words.ts'
import { documentPath, slugOf } from './addresses.ts'
import { ask, capture } from './capture.ts'
import type { Ask, Captured } from './capture.ts'
import { generated } from './databases.ts'
import { figure, head, median, row, spread } from './figures.ts'
import type { Started } from './process.ts'
import { inTurn, ratios, remark, speeds } from './rounds.ts'
import type { Run } from './run.ts'
import { serverCore, startBare, startFiche } from './servers.ts'

/** Editions that are asked for in turn. */
const held = 200
const goal = 0.9

interface Kind {
  readonly name: string
  readonly asks: readonly Ask[]
  /** Everybody who asks has the answer already. */
  readonly unchanged?: boolean
}

const numbers = Array.from({ length: held }, (_, at) => at + 1)
const inLocale = (at: number): string => locales[at % locales.length] ?? ''

/** The first card of each document: what else it is called, the service says. */
async function cardPaths(server: string): Promise<string[]> {
  return Promise.all(
    numbers.map(async (number) => {
      const answer = await ask(server, { path: documentPath(number, inLocale(number)) })
      const view: { cards: { key: string }[] } = JSON.parse(answer.body.toString())
      const [path = '', query = ''] = documentPath(number, inLocale(number)).split('?')
      return `${path}/cards/${view.cards[0]?.key ?? ''}?${query}`
    }),
  )
}

async function kindsOf(server: string): Promise<Kind[]> {
  const documents = numbers.map((number): Ask => ({ path: documentPath(number, inLocale(number)) }))
  const with_ = (asks: readonly Ask[], name: string, value: string): Ask[] =>
    asks.map((each) => ({ ...each, headers: { ...each.headers, [name]: value } }))
  const pages = numbers.map((number): Ask => {
    const locale = inLocale(number)
    return { path: `/${locale}/${slugOf(number, locale)}` }
  })
  const negotiated = numbers.map((number): Ask => ({ path: `/v1/documents/${slugOf(number, 'fr')}` }))
  const cards = (await cardPaths(server)).map((path): Ask => ({ path }))
  return [
    { name: 'document, `?locale=`', asks: documents },
    { name: 'document, `?locale=`, br', asks: with_(documents, 'Accept-Encoding', 'br') },
    { name: 'document, `Accept-Language: ar`', asks: with_(negotiated, 'Accept-Language', 'ar') },
    { name: 'document, 304', asks: documents, unchanged: true },
    { name: 'page', asks: pages },
    { name: 'page, br', asks: with_(pages, 'Accept-Encoding', 'br') },
    { name: 'card', asks: cards },
  ]
}

function asksOf({ asks, unchanged }: Kind, captured: readonly Captured[]): Ask[] {
  return asks.map((each, at) => {
    const etag =
      Object.entries(captured[at]?.headers ?? {}).find(([name]) => name.toLowerCase() === 'etag')?.[1] ?? ''
    return unchanged === true ? { ...each, headers: { ...each.headers, 'If-None-Match': etag } } : each
  })
}

/** What the service answers once it has answered it often, and has compressed it as well as it ever will. */
async function settle(fiche: Started, kind: Kind, seconds: number): Promise<Captured[]> {
  const captureAll = async () => {
    const captured: Captured[] = []
    for (const each of kind.asks) captured.push(await capture(fiche.url, each))
    return captured
  }
  await captureAll()
  await load({ server: fiche.url, asks: kind.asks, order: 'cycle', seconds })
  await fiche.rest()
  return captureAll()
}

type Server = Pick<Started, 'url' | 'rest'>

const serverAt = ({ urls, rest }: Started, at: number): Server => ({ url: urls[at] ?? '', rest })

/** A kind of request with what the service answers to it. */
interface Settled {
  readonly kind: Kind
  readonly captured: readonly Captured[]
}

async function compare(run: Run, servers: readonly Server[], { kind, captured }: Settled): Promise<Load[][]> {
  const { seconds, rounds } = run.settings
  const asks = asksOf(kind, captured)
  const status = kind.unchanged === true ? 304 : 200
  const contenders = servers.map(({ url }) => (length: number) => {
    return load({ server: url, asks, order: 'cycle', seconds: length, status })
  })
  for (const contender of contenders) await contender(Math.min(2, seconds))
  for (const { rest } of servers) await rest()
  return inTurn(
    rounds,
    contenders.map((contender) => () => contender(seconds)),
  )
}

const size = (loads: readonly Load[]): number => median(loads.map((each) => each.size))

/** Bytes of an answer; both where they are not the same, which they have to be. */
function sizes(own: readonly Load[], all: readonly Load[]): string {
  const [ours, theirs] = [size(own), size(all)]
  return Math.abs(ours - theirs) < ours / 100 ? figure(ours) : `${figure(ours)} against ${figure(theirs)}`
}

/** Editions that the instance has served before, against bare `node:http` with the same bytes in a Map. */
export async function warm(run: Run): Promise<void> {
  const fiche = await startFiche(await generated(run, run.settings.small), { core: serverCore })
  run.say(`### Held editions: ${held} documents in turn, against bare \`node:http\` serving the same bytes\n`)
  const names = [
    '',
    'bytes',
    'Fiche, req/s',
    'p99, ms',
    '`node:http`, req/s',
    'ratio',
    'with few headers, req/s',
    'ratio',
  ]
  for (const line of head(...names, `≥ ${goal}`)) run.say(line)
  const settled: Settled[] = []
  for (const kind of await kindsOf(fiche.url)) {
    settled.push({ kind, captured: await settle(fiche, kind, Math.min(2, run.settings.seconds)) })
  }
  const lists = settled.map(({ captured }) => captured)
  const [bare, brief] = [await startBare(lists, 'all'), await startBare(lists, 'few')]
  for (const [at, one] of settled.entries()) {
    const { kind } = one
    const servers = [fiche, serverAt(bare, at), serverAt(brief, at)]
    const [own = [], all = [], few = []] = await compare(run, servers, one)
    const ratio = ratios(own, all)
    run.say(
      row(
        kind.name + remark([own, all, few]),
        sizes(own, all),
        spread(speeds(own)),
        spread(
          own.map((each) => each.p99),
          2,
        ),
        spread(speeds(all)),
        spread(ratio, 2),
        spread(speeds(few)),
        spread(ratios(own, few), 2),
        run.target(median(ratio) >= goal, `${kind.name}: ${figure(median(ratio), 2)} × node:http`),
      ),
    )
  }
  await Promise.all([fiche, bare, brief].map((each) => each.stop()))
}
