/** Varnish as deploy/varnish.vcl sets it up, in a process that a test may stop, pause and start again. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { vi } from 'vitest'
import { rootFolder } from '../../src/root.ts'

/** Where varnishd is, if it is installed. Debian has it where only root looks. */
const program = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map((folder) => join(folder, 'varnishd'))
  .find((path) => existsSync(path))

/** Whether to test with Varnish: where it is installed; with FICHE_TEST_VARNISH=1 (.ci/run) it has to be. */
export function isVarnishWanted(): boolean {
  if (program === undefined && process.env['FICHE_TEST_VARNISH'] === '1') {
    throw new Error('FICHE_TEST_VARNISH=1, and there is no varnishd: install the package varnish')
  }
  if (program === undefined) process.stdout.write('Not tested with Varnish: varnishd is not installed.\n')
  return program !== undefined
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The repository's VCL for these two instances, with answers that say how often they were hits. */
function vclFor(backends: readonly [string, string], edit: (vcl: string) => string): string {
  const [first, second] = backends.map((url) => new URL(url).port)
  const text = edit(readFileSync(join(rootFolder, 'deploy', 'varnish.vcl'), 'utf8'))
    .replace('.port = "3000"', `.port = "${first}"`)
    .replace('.port = "3001"', `.port = "${second}"`)
  // A second sub of a name goes on where the first one ends.
  return `${text}\nsub vcl_deliver { set resp.http.X-Cache = obj.hits; }\n`
}

export interface Varnish {
  readonly url: string
  start: () => Promise<void>
  stop: () => Promise<void>
  /** Neither answers nor refuses connections until `resume`, and forgets nothing. */
  pause: () => void
  resume: () => void
}

export interface VarnishOptions {
  readonly port: number
  readonly backends: readonly [string, string]
  /** Changes to the VCL, e.g. of a time that is too long for a test. */
  readonly edit?: (vcl: string) => string
}

/** `-j none`: the usual jail wants users of its own and a folder that they may enter. */
const parameters = ['-j', 'none', '-T', 'none', '-s', 'malloc,64m', '-l', '8m']
const settings = { http_gzip_support: 'off', thread_pools: '1', thread_pool_min: '10', ban_lurker_age: '1' }

/** Varnish on this port, not yet started. Its work folder is gone when it is stopped. */
export function varnish({ port, backends, edit = (vcl) => vcl }: VarnishOptions): Varnish {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let printed = ''
  let folder = ''
  const signal = (name: NodeJS.Signals): void => {
    // The one that answers is a child of the one that was started.
    for (const pid of childrenOf(child?.pid ?? 0)) process.kill(pid, name)
  }
  return {
    url,
    async start() {
      folder = mkdtempSync(join(tmpdir(), 'fiche-varnish-'))
      const file = join(folder, 'fiche.vcl')
      writeFileSync(file, vclFor(backends, edit))
      const place = ['-F', '-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`, '-f', file]
      const set = Object.entries(settings).flatMap(([name, value]) => ['-p', `${name}=${value}`])
      const started = spawn(program ?? 'varnishd', [...place, ...parameters, ...set])
      child = started
      printed = ''
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      }
      const answers = () =>
        started.exitCode !== null || fetch(`${url}/health/live`).then(Boolean, () => false)
      await vi.waitUntil(answers, { timeout: 30_000, interval: 50 })
      if (started.exitCode !== null) throw new Error(`varnishd stopped: ${printed}`)
    },
    async stop() {
      const stopped = child
      if (stopped === undefined || stopped.exitCode !== null) return
      signal('SIGCONT')
      const gone = once(stopped, 'close')
      stopped.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
