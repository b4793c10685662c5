/** How many rows go into one INSERT: far under the protocol's 65,535 parameters. */
const batchSize = 2000

/** Rows in portions that one INSERT can take. */
export function batches<T>(rows: readonly T[]): T[][] {
  const result: T[][] = []
  for (let from = 0; from < rows.length; from += batchSize) result.push(rows.slice(from, from + batchSize))
  return result
}
