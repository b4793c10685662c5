/** What whoever runs the tests asks of those that start processes of their own. */
import postgres from 'postgres'
import { postgresUrl } from './postgres-url.ts'

/** Whether PostgreSQL lets us in within a second. */
async function answers(): Promise<boolean> {
  const server = postgres(postgresUrl(), { max: 1, connect_timeout: 1, onnotice: () => undefined })
  try {
    await server`select 1`
    return true
  } catch {
    return false
  } finally {
    await server.end({ timeout: 0 })
  }
}

/** Whether to test on an engine: those that FICHE_TEST_ENGINES names, else PGlite, and PostgreSQL where there is one. */
export async function isWanted(engine: 'pglite' | 'postgres'): Promise<boolean> {
  const demanded = process.env['FICHE_TEST_ENGINES']?.split(',')
  return demanded?.includes(engine) ?? (engine === 'pglite' || (await answers()))
}

/** FICHE_TEST_SEED, to run again what failed; else another one each time. */
export function seed(): number {
  return Number(process.env['FICHE_TEST_SEED'] ?? Date.now() % 1_000_000)
}

/** How often to kill a service: FICHE_TEST_ROUNDS (.ci/run says 50), else few enough for a suite that is run all day. */
export function rounds(): number {
  return Number(process.env['FICHE_TEST_ROUNDS'] ?? 5)
}
