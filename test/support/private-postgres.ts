/** A PostgreSQL server of a test's own, which it may stop, kill, pause, and put back to what it was. */
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { vi } from 'vitest'
import { freePort } from './varnish.ts'

/** The oldest version that Fiche runs on. */
const oldest = 15
const debian = '/usr/lib/postgresql'

/** Where Debian has a version each, the newest first, and then wherever programs are. */
function folders(): string[] {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter(Number.isInteger) : []
  const installed = versions
    .toSorted((one, other) => other - one)
    .map((version) => `${debian}/${version}/bin`)
  return [...installed, ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean)]
}

const versionIn = (folder: string): number =>
  Number(/\d+/.exec(execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0])

/** The folder of the programs; undefined where there are none, or no /proc to find a server's processes in. */
const programs = folders().find(
  (folder) =>
    existsSync('/proc/self/task') &&
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))) &&
    versionIn(folder) >= oldest,
)

/** Whether to test with a server of our own: where one is installed; it has to be where FICHE_TEST_ENGINES names it. */
export function isPrivatePostgresWanted(): boolean {
  const demanded = process.env['FICHE_TEST_ENGINES']?.split(',')
  if (demanded?.includes('postgres') === false) return false
  if (programs !== undefined) return true
  const lack = `there is no PostgreSQL ${oldest} or later to start on this machine`
  if (demanded !== undefined) {
    throw new Error(`FICHE_TEST_ENGINES names postgres, and ${lack}: install the package postgresql`)
  }
  process.stdout.write(`Not tested without the database: ${lack}.\n`)
  return false
}

/** Who runs it: PostgreSQL refuses to be run by root. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  if (line === null) throw new Error('PostgreSQL cannot be run by root, and there is no user postgres')
  return { uid: Number(line[1]), gid: Number(line[2]) }
}

export interface PrivatePostgres {
  /** The address of its one database. */
  readonly url: string
  /** The same, for another user. */
  readonly urlFor: (user: string) => string
  /** Resolves when it lets clients in; at once when it runs already. */
  start: () => Promise<void>
  /** `fast` ends sessions and writes down what there is; `immediate` just ends, and has to recover. */
  stop: (mode: 'fast' | 'immediate') => Promise<void>
  /** Ends every one of its processes at once, as when the machine dies. */
  kill: () => Promise<void>
  /** Neither answers nor closes a connection until `resume`; the kernel goes on accepting them. */
  pause: () => void
  resume: () => void
  /** Keeps what the stopped server has, for `restoreData`. */
  copyData: () => void
  /** Puts the copy in the place of what the stopped server has. */
  restoreData: () => void
  /** Ends it, and leaves nothing behind. */
  remove: () => Promise<void>
}

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** Small, and without waiting for the disk: what is killed here is the program, not the machine. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '16MB',
  max_connections: '80',
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  lc_messages: 'C',
}

/** A new server with an empty database, started. */
export async function privatePostgres(): Promise<PrivatePostgres> {
  if (programs === undefined) throw new Error('ask isPrivatePostgresWanted first')
  const folder = mkdtempSync(join(tmpdir(), 'fiche-postgres-'))
  const data = join(folder, 'data')
  const copy = join(folder, 'copy')
  const by = owner()
  const run = { ...by, cwd: folder, encoding: 'utf8' } as const
  if (by !== undefined) chownSync(folder, by.uid, by.gid)
  const port = await freePort()
  // Segments of 1 MB make the folder small: it is copied.
  const as = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync', '--wal-segsize=1']
  execFileSync(join(programs, 'initdb'), ['-D', data, ...as], { ...run, stdio: 'pipe' })
  const place = ['-D', data, '-p', String(port)]
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let child: ChildProcess | undefined
  const endAll = (): number[] => signalAll(child, 'SIGKILL')
  // A test run that is broken off leaves no server behind.
  process.once('exit', endAll)
  const urlFor = (user: string): string => `postgres://${user}@127.0.0.1:${port}/postgres`
  const server: PrivatePostgres = {
    url: urlFor('postgres'),
    urlFor,
    async start() {
      if (child !== undefined && isRunning(child)) return
      const started = spawn(join(programs, 'postgres'), [...place, ...set], {
        ...run,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child = started
      let printed = ''
      started.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      const isReady = () => started.exitCode !== null || printed.includes('ready to accept connections')
      await vi.waitUntil(isReady, { timeout: 30_000, interval: 5 })
      if (started.exitCode !== null) throw new Error(`PostgreSQL stopped: ${printed}`)
    },
    async stop(mode) {
      if (child === undefined || !isRunning(child)) return
      const gone = once(child, 'close')
      child.kill(signals[mode])
      await gone
    },
    async kill() {
      if (child === undefined || !isRunning(child)) return
      const gone = once(child, 'close')
      const pids = endAll()
      await gone
      // The next one refuses to start while any of them has its memory.
      await vi.waitUntil(() => !pids.some(isAlive), { timeout: 10_000, interval: 5 })
    },
    pause: () => void signalAll(child, 'SIGSTOP'),
    resume: () => void signalAll(child, 'SIGCONT'),
    copyData: () => void execFileSync('cp', ['-a', data, copy], run),
    restoreData() {
      rmSync(data, { recursive: true })
      execFileSync('cp', ['-a', copy, data], run)
    },
    async remove() {
      await server.kill()
      process.removeListener('exit', endAll)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null

/** Sends a signal to a server and its children; gives who got it. Stopped first, it can have no new ones meanwhile. */
function signalAll(child: ChildProcess | undefined, signal: NodeJS.Signals): number[] {
  if (child?.pid === undefined || !isRunning(child)) return []
  child.kill('SIGSTOP')
  const pids = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  const children = pids.split(' ').filter(Boolean).map(Number)
  for (const pid of [...children, child.pid]) process.kill(pid, signal)
  return children
}

/** Whether there is such a process, and be it only one that has not ended yet. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
