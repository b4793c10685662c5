import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** A server in a process of its own, on one core if told so. */
export interface Started {
  /** Its address without the slash at the end. */
  readonly url: string
  /** All its addresses, where it listens at several. */
  readonly urls: readonly string[]
  readonly pid: number
  /** Resident memory now, in bytes. */
  readonly rss: () => number
  /** Resolves when it has nothing more to do: what it does after answering would slow down what is measured next. */
  readonly rest: () => Promise<void>
  /** What it has written to standard error. */
  readonly errors: () => string
  readonly stop: () => Promise<void>
}

export interface Launch {
  /** A compiled file and its arguments. */
  readonly command: readonly [file: string, ...rest: string[]]
  readonly environment: Readonly<Record<string, string>>
  /** The core that it is pinned to; undefined: any. */
  readonly core: number | undefined
}

const running = new Set<ReturnType<typeof spawn>>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const readyLine = /ready at (http.*)\n/
const startLimit = 60_000
const stopLimit = 15_000

/** `taskset` becomes the program that it starts, so its process id is the program's. */
export const pinned = (core: number | undefined, command: readonly string[]): [string, string[]] => {
  const [program = '', ...rest] = core === undefined ? command : ['taskset', '-c', String(core), ...command]
  return [program, rest]
}

const rssOf = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? Number.NaN) * 1024
}

/** Processor time that a process has had so far, in hundredths of a second; undefined when it is gone. */
export function ticks(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return undefined
  }
}

/** Waits until a process has had next to no processor time for half a second; a minute at most. */
async function restOf(pid: number): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const before = ticks(pid) ?? 0
    await wait(500)
    if ((ticks(pid) ?? 0) - before <= 2) return
  }
}

/** Starts a server and waits for the line that says where it is ready. */
export async function start({ command, environment, core }: Launch): Promise<Started> {
  const [program, rest] = pinned(core, [process.execPath, ...command])
  const child = spawn(program, rest, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let [output, errors] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = once(child, 'close').then(() => void running.delete(child))
  const urls = await new Promise<string[]>((resolve, reject) => {
    const fail = () => reject(new Error(`${command.join(' ')} did not get ready: ${output}${errors}`))
    const timer = setTimeout(fail, startLimit)
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = readyLine.exec(output)?.[1]
      if (ready !== undefined) resolve(ready.split(' ').map((each) => each.replace(/\/$/, '')))
    })
    void ended.then(fail).finally(() => clearTimeout(timer))
  })
  const pid = child.pid ?? 0
  return {
    url: urls[0] ?? '',
    urls,
    pid,
    rss: () => rssOf(pid),
    rest: () => restOf(pid),
    errors: () => errors,
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimit)
      child.kill('SIGTERM')
      await ended
      clearTimeout(timer)
    },
  }
}
