import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lockFolder } from '../../src/store/engine/folder-lock.ts'
import { compileLock, startStarter, type Starter } from '../support/lock-process.ts'

const scratch = mkdtempSync(join(tmpdir(), 'fiche-lock-'))
const started: Starter[] = []
let lockModule = ''

beforeAll(() => {
  lockModule = compileLock(scratch)
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((starter) => starter.kill()))
})
afterAll(() => rmSync(scratch, { recursive: true }))

async function starter(): Promise<Starter> {
  const one = await startStarter(lockModule)
  started.push(one)
  return one
}

function emptyFolder(): string {
  return mkdtempSync(join(scratch, 'data-'))
}

const locksIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.sock'))

describe('the lock of a data folder', () => {
  it('is refused to a second process, which is told who has it', async () => {
    const folder = emptyFolder()
    const [first, second] = await Promise.all([starter(), starter()])
    expect(await first.take(folder)).toEqual({ holds: true })
    const refused = await second.take(folder)
    expect(refused).toMatchObject({ holds: false, name: 'DatabaseRefused' })
    expect(refused.message).toBe(
      `the data folder ${folder} is in use by process ${first.pid}: stop that one first`,
    )
  })

  it('is refused to the process that has it', async () => {
    const folder = emptyFolder()
    const lock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid}`)
    await lock.release()
    await (await lockFolder(folder)).release()
    expect(locksIn(folder)).toEqual([])
  })

  it('is free at once when its process was killed, and the stale file goes', async () => {
    const folder = emptyFolder()
    const [first, second] = await Promise.all([starter(), starter()])
    await first.take(folder)
    await first.kill()
    expect(locksIn(folder)).toHaveLength(1)
    expect(await second.take(folder)).toEqual({ holds: true })
    expect(locksIn(folder)).toEqual([expect.stringContaining(`lock.${second.pid}.`)])
  })

  it('works in a folder whose path is too long for a socket', async () => {
    const folder = join(emptyFolder(), 'a'.repeat(120))
    mkdirSync(folder)
    const [first, second] = await Promise.all([starter(), starter()])
    expect(await first.take(folder)).toEqual({ holds: true })
    expect(await second.take(folder)).toMatchObject({ holds: false, name: 'DatabaseRefused' })
    await first.kill()
    expect(await second.take(folder)).toEqual({ holds: true })
  })

  it('goes to exactly one of eight that start together over a stale lock, twenty times', async () => {
    const contenders = await Promise.all(Array.from({ length: 8 }, starter))
    for (let round = 0; round < 20; round++) {
      const folder = emptyFolder()
      const last = await starter()
      await last.take(folder)
      await last.kill()
      const soon = Date.now() + 30
      const told = await Promise.all(contenders.map((one) => one.take(folder, soon)))
      expect(told.filter((each) => each.holds)).toHaveLength(1)
      expect(told.filter((each) => each.name === 'DatabaseRefused')).toHaveLength(7)
      expect(locksIn(folder)).toHaveLength(1)
      await Promise.all(contenders.map((one) => one.release()))
    }
  }, 60_000)

  it('is refused with one line when there is no such folder', async () => {
    await expect(lockFolder(join(scratch, 'nowhere'))).rejects.toMatchObject({
      name: 'DatabaseRefused',
      message: expect.stringContaining('nowhere'),
    })
  })
})
