import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { isWanted, rounds, seed } from '../support/demand.ts'
import { endAll } from './process.ts'
import { killOverAndOver } from './rounds.ts'

describe.skipIf(!(await isWanted('pglite')))('a service on PGlite that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fiche-crash-'))
  afterEach(async () => {
    await endAll()
    rmSync(folder, { recursive: true, force: true })
  })

  it('again and again in the middle of writes has lost nothing', async () => {
    const [chosen, times] = [seed(), rounds()]
    process.stdout.write(`Killed on PGlite with FICHE_TEST_SEED=${chosen}\n`)
    const tally = await killOverAndOver({ rounds: times, seed: chosen, place: { FICHE_DATA: folder } })
    process.stdout.write(`Killed on PGlite: ${JSON.stringify(tally)}\n`)
    // A test that killed an idle service would prove nothing.
    expect(tally.writes).toBeGreaterThanOrEqual(times)
    expect(tally.underWay).toBeGreaterThanOrEqual(times)
  }, 600_000)
})
