const modulus = 2147483647

/** Park and Miller's generator: the same numbers on every machine. Seeds next to each other give unlike numbers. */
export function randomFrom(seed: number): () => number {
  let state = ((seed * 2654435) % (modulus - 1)) + 1
  const next = () => {
    state = (state * 48271) % modulus
    return state / modulus
  }
  for (let skipped = 0; skipped < 3; skipped++) next()
  return next
}

/** A whole number from `least` to `most`, both included. */
export const between = (random: () => number, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** `count` different items of a list. */
export function someOf<T>(random: () => number, items: readonly T[], count: number): T[] {
  const left = [...items]
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(between(random, 0, left.length - 1), 1),
  ).flat()
}
