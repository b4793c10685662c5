/**
 * Remember what `make` gave for a key, for at most `limit` keys; the oldest goes first.
 *
 * Keys come from requests (a header, a tag), so an unbounded map would be a way to fill the memory.
 */
export function memo<Value>(limit: number, make: (key: string) => Value): (key: string) => Value {
  const held = new Map<string, { readonly value: Value }>()
  return (key) => {
    const known = held.get(key)
    if (known) return known.value
    const value = make(key)
    if (held.size >= limit) dropOldest(held)
    held.set(key, { value })
    return value
  }
}

function dropOldest(held: Map<string, unknown>): void {
  const oldest = held.keys().next()
  if (!oldest.done) held.delete(oldest.value)
}
