import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { isWanted } from './test/support/demand.ts'

/** What needs a database; the same files run on every engine. */
const withDatabase = ['story', 'api', 'page', 'editor', 'store', 'account', 'delivery'].map(
  (folder) => `test/${folder}/**/*.test.{ts,tsx}`,
)
const withProcesses = ['test/crash/**/*.test.ts', 'test/browser/**/*.test.ts']

function onEngine(name: 'pglite' | 'postgres'): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: withDatabase,
      globalSetup: './test/support/global-database.ts',
      // Threads load PGlite twice as fast as processes do, and share what they have imported.
      pool: 'threads',
      isolate: false,
      testTimeout: 20_000,
      hookTimeout: 30_000,
    },
  }
}

function outside(name: 'crash' | 'browser'): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      pool: 'forks',
      testTimeout: 120_000,
      hookTimeout: 60_000,
    },
  }
}

const unit: TestProjectInlineConfiguration = {
  test: {
    name: 'unit',
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: [...withDatabase, ...withProcesses],
    pool: 'threads',
    isolate: false,
  },
}

async function engines(): Promise<('pglite' | 'postgres')[]> {
  const both = ['pglite', 'postgres'] as const
  const isWantedOf = await Promise.all(both.map(isWanted))
  if (process.env['FICHE_TEST_ENGINES'] === undefined && isWantedOf[1] === false) {
    process.stderr.write('PostgreSQL does not answer (FICHE_TEST_DATABASE_URL): tested on PGlite only.\n')
  }
  return both.filter((_, at) => isWantedOf[at])
}

/** Where a report for programs is written, beside the one for people. */
const report = process.env['FICHE_TEST_REPORT']

const browser = process.env['FICHE_TEST_BROWSER'] === '1' ? [outside('browser')] : []

export default defineConfig({
  test: {
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // One worker a core: the default leaves one of two cores idle.
    maxWorkers: availableParallelism(),
    projects: [unit, ...(await engines()).map(onEngine), outside('crash'), ...browser],
  },
})
