import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootFolder } from '../../src/root.ts'

/** The built service in a process of its own, on a PGlite that goes when it is stopped. */
export interface RunningService {
  readonly url: string
  readonly stop: () => Promise<void>
}

const readyLine = /Fiche is ready at (\S+)\/\n/

/** Starts `dist/src/main.js` with the sample in it. Fails with what it printed when it does not get ready. */
export async function startService(adminKey: string): Promise<RunningService> {
  const folder = await mkdtemp(join(tmpdir(), 'fiche-service-'))
  const child = spawn(process.execPath, [join(rootFolder, 'dist', 'src', 'main.js')], {
    env: { PATH: process.env['PATH'], PORT: '0', FICHE_DATA: folder, FICHE_ADMIN_KEY: adminKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      printed += chunk.toString('utf8')
      const ready = readyLine.exec(printed)?.[1]
      if (ready !== undefined) resolve(ready)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`the service stopped: ${printed}`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
