import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isWanted, rounds, seed } from '../support/demand.ts'
import { databaseUrl, postgresUrl } from '../support/postgres-url.ts'
import { endAll } from './process.ts'
import { killOverAndOver } from './rounds.ts'

describe.skipIf(!(await isWanted('postgres')))('a service on PostgreSQL that is killed', () => {
  const name = `fiche_crash_${randomBytes(6).toString('hex')}`
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  beforeAll(() => server.unsafe(`create database ${name} encoding 'UTF8' template template0`))
  afterAll(async () => {
    await endAll()
    await server.unsafe(`drop database if exists ${name} with (force)`)
    await server.end()
  })

  it('again and again in the middle of writes has lost nothing', async () => {
    const [chosen, times] = [seed(), rounds()]
    process.stdout.write(`Killed on PostgreSQL with FICHE_TEST_SEED=${chosen}\n`)
    const tally = await killOverAndOver({
      rounds: times,
      seed: chosen,
      place: { DATABASE_URL: databaseUrl(name) },
    })
    process.stdout.write(`Killed on PostgreSQL: ${JSON.stringify(tally)}\n`)
    // A test that killed an idle service would prove nothing.
    expect(tally.writes).toBeGreaterThanOrEqual(times)
    expect(tally.underWay).toBeGreaterThanOrEqual(times)
  }, 600_000)
})
