import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootFolder } from '../../src/root.ts'
import type { Captured } from './capture.ts'
import { adminKey } from './settings.ts'
import { start } from './process.ts'
import type { Started } from './process.ts'

/** Servers have one core, the load generator the other. */
export const serverCore = 0

const compiled = (...path: string[]): string => join(rootFolder, 'dist', ...path)

/** The built service, as an operator would start it. */
export async function startFiche(
  databaseUrl: string,
  { core, settings = {} }: { core?: number; settings?: Readonly<Record<string, string>> } = {},
): Promise<Started> {
  const environment = {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    FICHE_ADMIN_KEY: adminKey,
    FICHE_SAMPLE: 'false',
    ...settings,
  }
  return start({ command: [compiled('src', 'main.js')], environment, core })
}

/**
 * Bare `node:http` with answers in Maps: a server for each list of them, all in one process, which so has seen as much
 * as the service has. `headers`: all that the service sent, or the few without which the answer would not be one.
 */
export async function startBare(
  answers: readonly (readonly Captured[])[],
  headers: 'all' | 'few',
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'fiche-bench-'))
  const file = join(folder, 'answers.json')
  writeFileSync(file, JSON.stringify(answers))
  const command = [compiled('bench', 'reference.js'), 'bare', file, headers] as const
  try {
    return await start({ command, environment: {}, core: serverCore })
  } finally {
    // It has read them before it is ready.
    rmSync(folder, { recursive: true })
  }
}

/** Hono and `postgres`: one row for each request. */
export async function startRow(databaseUrl: string): Promise<Started> {
  const command = [compiled('bench', 'reference.js'), 'row', databaseUrl] as const
  return start({ command, environment: {}, core: serverCore })
}
