/** The built service in a process of its own, which a test may kill. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { rootFolder } from '../../src/root.ts'

export const adminKey = 'fiche_test_admin_key_0123456789'

export type Settings = Readonly<Record<string, string>>

export interface Service {
  readonly pid: number | undefined
  /** Its address without the slash at the end; rejects when it stops before it is ready. */
  readonly url: Promise<string>
  /** The code that it exits with; null when a signal ended it. */
  readonly exit: Promise<number | null>
  readonly stdout: () => string
  readonly stderr: () => string
  /** Sends a signal and waits for the end; gives the exit code. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>
}

const running = new Set<Service>()
const readyLine = /^Fiche is ready at (\S+)\/$/m

/** Starts the service with these settings and nothing else of the environment. */
export function launch(settings: Settings): Service {
  const child = spawn(process.execPath, [join(rootFolder, 'dist', 'src', 'main.js')], {
    env: { ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  // Streams are read to their end before `close`, which an `exit` may come before.
  const exit = once(child, 'close').then((): number | null => child.exitCode)
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      const ready = readyLine.exec(stdout)?.[1]
      if (ready !== undefined) resolve(ready)
    })
    void exit.then(() => reject(new Error(`the service stopped before it was ready: ${stdout}${stderr}`)))
  })
  // A service that is meant to stop is not asked for its address.
  url.catch(() => undefined)
  const service: Service = {
    pid: child.pid,
    url,
    exit,
    stdout: () => stdout,
    stderr: () => stderr,
    end: async (signal) => {
      child.kill(signal)
      return exit
    },
  }
  running.add(service)
  void exit.then(() => running.delete(service))
  return service
}

/** Ends whatever a test has left running. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((service) => service.end('SIGKILL')))
}
