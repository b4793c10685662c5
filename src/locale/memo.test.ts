import { expect, it } from 'vitest'
import { memo } from './memo.ts'

it('makes a value once, and forgets the oldest beyond its limit', () => {
  const made: string[] = []
  const length = memo(2, (key) => made.push(key))
  for (const key of ['a', 'b', 'a', 'c', 'b', 'a']) length(key)
  expect(made).toEqual(['a', 'b', 'c', 'a'])
})
