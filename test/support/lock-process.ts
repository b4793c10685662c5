/** Processes that contend for the lock of a folder. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rootFolder } from '../../src/root.ts'

export interface Told {
  readonly holds: boolean
  readonly name?: string
  readonly message?: string
}

export interface Starter {
  readonly pid: number | undefined
  /** Takes the lock, at once or at a moment (milliseconds since 1970). */
  take(folder: string, at?: number): Promise<Told>
  release(): Promise<Told>
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
}

/** Compiles the lock, since Node 20 runs no TypeScript; the address of its module. */
export function compileLock(scratch: string): string {
  const folder = mkdtempSync(join(scratch, 'compiled-'))
  const config = {
    extends: join(rootFolder, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      outDir: join(folder, 'out'),
      rootDir: join(rootFolder, 'src'),
      types: [],
    },
    files: [join(rootFolder, 'src/store/engine/folder-lock.ts')],
    include: [],
  }
  const typeRoots = { typeRoots: [join(rootFolder, 'node_modules/@types')], types: ['node'] }
  Object.assign(config.compilerOptions, typeRoots)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  execFileSync(process.execPath, [join(rootFolder, 'node_modules/typescript/bin/tsc'), '-p', folder])
  return pathToFileURL(join(folder, 'out/store/engine/folder-lock.js')).href
}

async function tell(child: ChildProcess, message: object): Promise<Told> {
  const answer: Promise<Told[]> = once(child, 'message')
  child.send(message)
  const [told] = await answer
  if (told === undefined) throw new Error('the process said nothing')
  return told
}

export async function startStarter(lockModule: string): Promise<Starter> {
  const child = fork(join(rootFolder, 'test/support/lock-starter.js'), [lockModule], { execArgv: [] })
  await once(child, 'message')
  return {
    pid: child.pid,
    take: (folder, at = 0) => tell(child, { take: folder, at }),
    release: () => tell(child, { release: true }),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
