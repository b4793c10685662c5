/** Several processes on one port: how they start, restart and stop, and that no request is cut off meanwhile. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isWanted } from '../support/demand.ts'
import { databaseUrl, postgresUrl } from '../support/postgres-url.ts'
import { childrenOf, connectionsOf, isRunning } from './children.ts'
import { kinds, load, type Load, type Tally, type Target } from './load.ts'
import { endAll, launch, type Service, type Settings } from './process.ts'

it('FICHE_WORKERS is refused with one line on the embedded database', async () => {
  const service = launch({ PORT: '0', FICHE_WORKERS: '2' })
  expect(await service.exit).toBe(1)
  expect(service.stderr()).toMatch(/^Fiche cannot start: FICHE_WORKERS is "2".*DATABASE_URL[^\n]*\n$/)
  expect(service.stdout()).toBe('')
})

/** For what takes a second or two by itself, and longer beside other tests. */
const patient = { timeout: 60_000 }

const isPossible = process.platform === 'linux' && (await isWanted('postgres'))

describe.skipIf(!isPossible)('workers on PostgreSQL', () => {
  const name = `fiche_workers_${randomBytes(6).toString('hex')}`
  const settings: Settings = { PORT: '0', DATABASE_URL: databaseUrl(name), FICHE_WORKERS: '2' }
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  let service: Service
  let target: Target

  beforeAll(async () => {
    await server.unsafe(`create database ${name} encoding 'UTF8' template template0`)
    service = launch(settings)
    const url = await service.url
    const key = /^Admin key \(shown this once\): (\S+)$/m.exec(service.stdout())?.[1] ?? ''
    target = await publish(url, key)
  })
  afterAll(async () => {
    await endAll()
    await server.unsafe(`drop database if exists ${name} with (force)`)
    await server.end()
  })

  it('print one key and one address', async () => {
    const url = await service.url
    expect(service.stdout()).toBe(`Admin key (shown this once): ${target.key}\nFiche is ready at ${url}/\n`)
    expect(service.stderr()).toBe('')
  })

  it('share the port', async () => {
    const workers = childrenOf(service.pid)
    const sockets = Array.from({ length: 8 }, () => connect(target.port, '127.0.0.1'))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    const held = () => workers.map((pid) => connectionsOf(pid, target.port))
    await expect.poll(() => Math.min(...held()), patient).toBeGreaterThan(0)
    for (const socket of sockets) socket.destroy()
  })

  it('restart one after the other, once more when asked meanwhile, and cut nothing off', async () => {
    const before = childrenOf(service.pid)
    const clients = load(target)
    await everybodyAnswered(clients)
    process.kill(service.pid ?? 0, 'SIGHUP')
    await expect.poll(() => childrenOf(service.pid).length, patient).toBe(3)
    const during = childrenOf(service.pid).find((pid) => !before.includes(pid))
    process.kill(service.pid ?? 0, 'SIGHUP')
    const restarts = () => service.stdout().match(/^Fiche has restarted its 2 workers$/gm)?.length
    await expect.poll(restarts, patient).toBe(2)
    expectNothingCut(await clients.end())
    expect(clients.tally.refused).toBe(0)
    const after = childrenOf(service.pid)
    expect(after).toHaveLength(2)
    for (const pid of [...before, during]) expect(after).not.toContain(pid)
    expect(service.stderr()).toBe('')
  })

  it('go on when one is killed, and replace it', async () => {
    const [killed = 0, other] = childrenOf(service.pid)
    process.kill(killed, 'SIGKILL')
    // A connection that is being handed to a process as it dies is lost with it: so not before this is known.
    await expect.poll(service.stderr, patient).toMatch(killedLine(killed))
    const clients = load(target)
    const connections = () =>
      childrenOf(service.pid).map((pid) => pid !== other && connectionsOf(pid, target.port))
    await expect.poll(connections, patient).toEqual([false, expect.any(Number)])
    await expect.poll(() => Math.max(...connections().map(Number)), patient).toBeGreaterThan(0)
    expectNothingCut(await clients.end())
    expect(clients.tally.refused).toBe(0)
    expect(service.stderr()).toMatch(killedLine(killed))
  })

  it('stay when those that should replace them cannot start', async () => {
    const [before, said] = [childrenOf(service.pid), service.stderr()]
    await server.unsafe(`alter database ${name} allow_connections false`)
    try {
      process.kill(service.pid ?? 0, 'SIGHUP')
      const line = /^The restart was given up, the workers go on: [^\n]+\n$/
      await expect.poll(() => service.stderr().slice(said.length), patient).toMatch(line)
    } finally {
      await server.unsafe(`alter database ${name} allow_connections true`)
    }
    await expect.poll(() => childrenOf(service.pid), patient).toEqual(before)
    expect((await fetch(`${await service.url}${target.path}`)).status).toBe(200)
  })

  it('refuse a port in use with one line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    const second = launch({ ...settings, PORT: port })
    expect(await second.exit).toBe(1)
    other.close()
    expect(second.stderr()).toMatch(/^Fiche cannot start: cannot listen on [^\n]+EADDRINUSE[^\n]*\n$/)
    expect(second.stdout()).toBe('')
  })

  /** Puts a service under load, ends it somehow, and holds what the clients got against what they were promised. */
  async function endUnderLoad(running: Service, end: () => Promise<number | null>): Promise<number | null> {
    const clients = load({ ...target, port: Number(new URL(await running.url).port) })
    await everybodyAnswered(clients)
    const [code] = await Promise.all([end(), clients.over])
    expectNothingCut(clients.tally)
    return code
  }

  it('answer what is under way at a SIGTERM', async () => {
    const said = service.stderr()
    expect(await endUnderLoad(service, () => service.end('SIGTERM'))).toBe(0)
    expect(service.stderr()).toBe(said)
  })

  it('answer what is under way at a Ctrl-C, which every process is sent', async () => {
    const running = launch(settings)
    await running.url
    const everyone = [running.pid ?? 0, ...childrenOf(running.pid)]
    const end = async () => {
      for (const pid of everyone) process.kill(pid, 'SIGINT')
      return running.exit
    }
    expect(await endUnderLoad(running, end)).toBe(0)
    expect(running.stderr()).toBe('')
  })

  it('answer what is under way and end when their primary is killed', async () => {
    const running = launch(settings)
    await running.url
    const workers = childrenOf(running.pid)
    expect(workers).toHaveLength(2)
    const from = performance.now()
    // The end of its output, which the workers hold, too.
    await endUnderLoad(running, () => running.end('SIGKILL'))
    await expect.poll(() => workers.filter(isRunning), patient).toEqual([])
    expect(performance.now() - from).toBeLessThan(10_000)
  })

  it('are not needed: a single process answers what is under way at a SIGTERM', async () => {
    const running = launch({ ...settings, FICHE_WORKERS: '1' })
    await running.url
    process.kill(running.pid ?? 0, 'SIGHUP')
    expect(await endUnderLoad(running, () => running.end('SIGTERM'))).toBe(0)
    expect(running.stderr()).toMatch(/^SIGHUP [^\n]+FICHE_WORKERS=1[^\n]+\n$/)
  })
})

const killedLine = (pid: number) =>
  new RegExp(`^Worker ${pid} ended unexpectedly \\(SIGKILL\\); another is started (at once|in \\S+ s)\\.\n$`)

/** A document with an edition. */
async function publish(url: string, key: string): Promise<Target> {
  const post = async (path: string, json: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(json) })
    expect(response.status).toBe(201)
  }
  await post('/v1/documents', {
    slug: 'port',
    sourceLocale: 'fr',
    text: 'Le port compte 12 quais.\n'.repeat(50),
  })
  await post('/v1/documents/port/variants/fr/editions', {})
  const path = '/v1/documents/port?locale=fr'
  const body = await (await fetch(`${url}${path}`)).arrayBuffer()
  return { port: Number(new URL(url).port), key, path, length: body.byteLength }
}

/** Waits until every kind of client has been answered, and a little longer. */
async function everybodyAnswered({ tally }: Load): Promise<void> {
  await expect.poll(() => Object.keys(tally.whole).length, patient).toBe(kinds)
  await wait(200)
}

function expectNothingCut({ cut, whole }: Tally): void {
  expect(cut).toEqual([])
  expect(Object.keys(whole)).toHaveLength(kinds)
}
