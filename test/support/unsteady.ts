import type { Database, Reader } from '../../src/store/database.ts'
import { DatabaseUnavailable } from '../../src/store/engine/failure.ts'

/** A database that counts what it is asked, that can be away, that can be made to wait, and that nobody watches. */
export interface Unsteady {
  readonly database: Database
  /** Statements of readers so far; those of transactions are not counted. */
  readonly asked: () => number
  isAway: boolean
  /** Waited for before and after a reader's statement. */
  pause: () => Promise<void>
}

export function unsteady(steady: Database): Unsteady {
  let count = 0
  const check = () => {
    count++
    if (result.isAway) throw new DatabaseUnavailable('away, for the test')
  }
  // What readers ask in plain SQL goes through `execute`; what the query builder makes is only counted and refused.
  const reader = new Proxy<Reader>(steady.reader, {
    get(target, name: keyof Reader) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...parameters: unknown[]): unknown => {
        const ask = (): unknown => Reflect.apply(value, target, parameters)
        check()
        return name === 'execute' ? slowly(ask) : ask()
      }
    },
  })
  const slowly = async (ask: () => unknown): Promise<unknown> => {
    await result.pause()
    const answer = await ask()
    await result.pause()
    return answer
  }
  const result: Unsteady = {
    database: {
      ...steady,
      reader,
      ask: async (text, parameters) => {
        check()
        await result.pause()
        const rows = await steady.ask(text, parameters)
        await result.pause()
        return rows
      },
      transact: async (work) => {
        check()
        return steady.transact(work)
      },
      ping: async () => check(),
      // Nothing is noticed by itself, on either engine.
      watch: () => async () => undefined,
    },
    asked: () => count,
    isAway: false,
    pause: async () => undefined,
  }
  return result
}
