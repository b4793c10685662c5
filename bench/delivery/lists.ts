import { randomUUID } from 'node:crypto'
import { writeCursor } from '../../src/edition/cursor.ts'
import { between, randomFrom } from '../generate/random.ts'
import { locales, words } from '../generate/words.ts'
import { load } from '../load.ts'
import type { Load } from '../load.ts'
import type { Ask } from './capture.ts'
import { generated, readIn } from './databases.ts'
import { figure, head, median, row, spread } from './figures.ts'
import { inTurn, ratios, remark, speeds } from './rounds.ts'
import type { Run } from './run.ts'
import { serverCore, startFiche } from './servers.ts'

const goal = 1.5
/** More lists than a server can answer in one second. */
const mostPerSecond = 8000
const tables = ['listing', 'card_listing', 'live_card', 'live_edition', 'variant', 'document']

type Random = () => number
type Query = Readonly<Record<string, string | number>>

const topic = (random: Random): string => words.topics[between(random, 0, words.topics.length - 1)] ?? ''
const two = (number: number): string => String(number).padStart(2, '0')
const day = (random: Random, least: number, most: number): string =>
  `${between(random, least, most)}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`

/** A place between documents, so that no two requests are for the same page; late enough to leave more than a page. */
const somewhere = (random: Random): string => writeCursor([day(random, 1995, 2025), randomUUID()])

/**
 * Lists of 20 that were never asked for before. Ranges are so wide that there are 20 items in them among a thousand
 * documents too: it is the same work that is compared.
 */
const kinds: readonly { name: string; path: string; query: (random: Random) => Query }[] = [
  { name: 'documents', path: '/v1/documents', query: (random) => ({ cursor: somewhere(random) }) },
  {
    name: 'documents of a topic',
    path: '/v1/documents',
    query: (random) => ({ topic: topic(random), cursor: somewhere(random) }),
  },
  {
    name: 'documents from … to …',
    path: '/v1/documents',
    query: (random) => ({ from: day(random, 1990, 2000), to: day(random, 2012, 2025) }),
  },
  {
    name: 'cards of a topic',
    path: '/v1/cards',
    query: (random) => ({
      topic: topic(random),
      cursor: writeCursor([between(random, 1900, 2020), randomUUID(), 'a']),
    }),
  },
  {
    name: 'cards of a topic, from … to …',
    path: '/v1/cards',
    query: (random) => {
      const from = between(random, 1700, 1900)
      const to = between(random, from + 80, 2025)
      // The cursor keeps one pair of years in one topic from coming twice.
      return { topic: topic(random), from, to, cursor: writeCursor([to, randomUUID(), 'a']) }
    },
  },
]

function asksOf(kind: (typeof kinds)[number], count: number): Ask[] {
  const random = randomFrom(Math.floor(Math.random() * 1e9))
  return Array.from({ length: count }, () => {
    const locale = locales[between(random, 0, locales.length - 1)] ?? ''
    const query = Object.entries({ locale, ...kind.query(random) })
    return { path: `${kind.path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}` }
  })
}

const sizes = (loads: readonly Load[]): string => figure(median(loads.map((each) => each.size)))

/** Lists that no instance holds, among few documents and among many. */
export async function lists(run: Run): Promise<void> {
  const { small, large, seconds, rounds } = run.settings
  const urls = [await generated(run, small), await generated(run, large)]
  for (const url of urls) await readIn(run, url, tables)
  const servers = await Promise.all(urls.map((url) => startFiche(url, { core: serverCore })))
  run.say(`### Lists of 20, each asked for once, of ${figure(small)} and of ${figure(large)} documents\n`)
  const names = [
    '',
    'bytes',
    `${figure(small)}: req/s`,
    'p99, ms',
    'bytes',
    `${figure(large)}: req/s`,
    'p99, ms',
  ]
  for (const line of head(...names, 'time, × the smaller', `≤ ${goal}`)) run.say(line)
  for (const kind of kinds) {
    const contenders = servers.map(({ url }) => () => {
      const asks = asksOf(kind, seconds * mostPerSecond)
      return load({ server: url, asks, order: 'once', seconds })
    })
    for (const contender of contenders) await contender()
    const [few = [], many = []] = await inTurn(rounds, contenders)
    const ratio = ratios(few, many)
    const slowest = (loads: readonly Load[]) => figure(median(loads.map((each) => each.p99)), 1)
    run.say(
      row(
        kind.name + remark([few, many]),
        sizes(few),
        spread(speeds(few)),
        slowest(few),
        sizes(many),
        spread(speeds(many)),
        slowest(many),
        spread(ratio, 2),
        run.target(median(ratio) <= goal, `${kind.name}: ${figure(median(ratio), 2)} × the smaller`),
      ),
    )
  }
  await Promise.all(servers.map((server) => server.stop()))
}
