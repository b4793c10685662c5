/** Load on an HTTP server by `wrk`, on a core of its own. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from './delivery/capture.ts'
import type { Ask } from './delivery/capture.ts'
import { pinned, ticks } from './delivery/process.ts'
import { writeScript } from './delivery/script.ts'
import type { Order } from './delivery/script.ts'

export interface LoadOrder {
  readonly server: string
  readonly asks: readonly Ask[]
  /** `cycle`: in turn, again and again; `random`; `once`: in turn, and never one twice. */
  readonly order: Order
  readonly seconds: number
  /** What every answer is; anything else is an error. */
  readonly status?: 200 | 304
  readonly connections?: number
  /** The core that wrk is pinned to: 1 unless told; undefined: any. */
  readonly core?: number | undefined
  /** Failed requests are counted and not an error. */
  readonly tolerant?: boolean
}

export interface Load {
  readonly requests: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** Bytes on the wire for an answer, headers included. */
  readonly size: number
  /** Connections refused or broken, answers not read or not in time, and answers of status 400 and above. */
  readonly failed: number
  /** How busy wrk was, of one core: near 1 it is wrk that was measured. */
  readonly busy: number
  /** Whether there were not addresses enough for each to be asked for once, as it should have been. */
  readonly isRepeated: boolean
}

/** As script.ts prints it: times in microseconds. */
interface Printed {
  readonly requests: number
  readonly duration: number
  readonly bytes: number
  readonly connect: number
  readonly read: number
  readonly write: number
  readonly status: number
  readonly timeout: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export function wrkVersion(): string {
  try {
    // wrk says its version in its usage, with which it exits as if it had failed.
    return execFileSync('sh', ['-c', 'command -v wrk >/dev/null && { wrk -v 2>&1 || true; }'], {
      encoding: 'utf8',
    })
      .split('\n', 1)
      .join('')
      .replace(/ Copyright.*/, '')
  } catch {
    throw new Error('wrk is not installed, and nothing can be measured without it: apt-get install wrk')
  }
}

async function wrk(order: LoadOrder, script: string): Promise<{ output: string; seconds: number }> {
  const { server, seconds, connections = 32 } = order
  const core = 'core' in order ? order.core : 1
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, server]
  const [program, rest] = pinned(core, ['wrk', ...options])
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  let spent = 0
  const watch = setInterval(() => (spent = ticks(child.pid ?? 0) ?? spent), 50)
  await once(child, 'close')
  clearInterval(watch)
  return { output, seconds: spent / 100 }
}

function loadOf(output: string, spent: number): Omit<Load, 'isRepeated'> {
  const line = /^BENCH (.*)$/m.exec(output)?.[1]
  if (line === undefined) throw new Error(`wrk measured nothing: ${output}`)
  const printed: Printed = JSON.parse(line)
  const { requests, duration, bytes, p50, p99, max } = printed
  return {
    requests,
    perSecond: requests / (duration / 1e6),
    p50: p50 / 1000,
    p99: p99 / 1000,
    max: max / 1000,
    size: bytes / requests,
    failed: printed.connect + printed.read + printed.write + printed.status + printed.timeout,
    busy: spent / (duration / 1e6),
  }
}

/** Runs wrk. Rejects at an answer that is not what was to be measured, and at an error. */
export async function load(order: LoadOrder): Promise<Load> {
  const { server, asks, status = 200, tolerant = false, connections = 32 } = order
  const [first] = asks
  if (first !== undefined && order.order !== 'once') {
    const answer = await ask(server, first)
    if (answer.status !== status) throw new Error(`${first.path} answered ${answer.status}, not ${status}`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'fiche-bench-'))
  const { output, seconds } = await wrk(order, writeScript(folder, asks, order.order)).finally(() =>
    rmSync(folder, { recursive: true }),
  )
  const result = loadOf(output, seconds)
  if (result.failed > 0 && !tolerant) throw new Error(`${result.failed} requests failed: ${output}`)
  return { ...result, isRepeated: order.order === 'once' && result.requests + connections > asks.length }
}
