import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { Together } from './together.ts'

const failure = {
  isUnavailable: (error: unknown) => String(error).includes('away'),
  tooLate: () => new Error('late'),
}

test('one alone is asked for at once; what comes meanwhile is asked for together', async () => {
  const asked: number[][] = []
  const together = new Together<number, string>(async (wanted) => {
    asked.push([...wanted])
    await wait(5)
    return wanted.map((each) => (each === 3 ? undefined : `answer ${each}`))
  }, failure)
  const answers = await Promise.all([1, 2, 3, 4].map((each) => together.for(each)))
  expect(asked).toEqual([[1], [2, 3, 4]])
  expect(answers).toEqual(['answer 1', 'answer 2', undefined, 'answer 4'])
})

test('nobody waits long for a slow question before', async () => {
  const asked: number[][] = []
  const together = new Together<number, number>(async (wanted) => {
    asked.push([...wanted])
    if (wanted.includes(1)) await wait(200)
    return wanted
  }, failure)
  const slow = together.for(1)
  expect(await Promise.race([together.for(2), slow])).toBe(2)
  expect(await slow).toBe(1)
})

test('what is wrong with one fails that one alone; when nobody answers, all fail at once', async () => {
  const asked: number[][] = []
  const together = new Together<number, number>(async (wanted) => {
    asked.push([...wanted])
    await wait(1)
    if (wanted.includes(13)) throw new Error('malformed')
    if (wanted.includes(99)) throw new Error('away')
    return wanted
  }, failure)
  expect(await Promise.allSettled([1, 12, 13, 14].map((each) => together.for(each)))).toMatchObject([
    { value: 1 },
    { value: 12 },
    { status: 'rejected' },
    { value: 14 },
  ])
  await wait(5)
  asked.length = 0
  await Promise.allSettled([1, 98, 99].map((each) => together.for(each)))
  expect(asked).toEqual([[1], [98, 99]])
})

test('no more than a thousand wait, and none for longer than five seconds', async () => {
  vi.useFakeTimers()
  const together = new Together<number, number>(() => new Promise(() => undefined), failure)
  const settled: string[] = []
  const crowd = Array.from({ length: 1300 }, (_, at) =>
    together.for(at).catch((error: unknown) => settled.push(String(error))),
  )
  await vi.advanceTimersByTimeAsync(100)
  // 4 questions of at most 50 are under way, 1000 wait.
  expect(settled.length).toBeGreaterThanOrEqual(1300 - 200 - 1000)
  await vi.advanceTimersByTimeAsync(5000)
  expect(settled.length).toBe(1300)
  vi.useRealTimers()
  expect(crowd).toHaveLength(1300)
})

test('who has waited for others is not kept for as long again by her own question', async () => {
  vi.useFakeTimers()
  // As when a lock is held: no question is answered, and each is given up after five seconds.
  const giveUp = () => new Promise<number[]>((_, reject) => setTimeout(() => reject(new Error('away')), 5000))
  const together = new Together<number, number>(giveUp, failure)
  const waited: number[] = []
  const from = Date.now()
  for (let number = 0; number < 60; number++) {
    together.for(number).catch(() => waited.push(Date.now() - from - number * 5))
    await vi.advanceTimersByTimeAsync(5)
  }
  await vi.advanceTimersByTimeAsync(11_000)
  vi.useRealTimers()
  expect(waited).toHaveLength(60)
  expect(Math.max(...waited)).toBeLessThanOrEqual(5000)
})
