/** How figures are written: medians with what they spread over, in rows of a Markdown table. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = low] = [
    sorted[sorted.length % 2 === 0 ? middle - 1 : middle],
    sorted[middle],
  ]
  return (low + high) / 2
}

/** The value below which a share of all lie; 1 for the highest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const figure = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** `12 (11–14)`: the median, the lowest and the highest. */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length === 1) return figure(median(values), digits)
  const ends = [Math.min(...values), Math.max(...values)].map((value) => figure(value, digits))
  return `${figure(median(values), digits)} (${ends.join('–')})`
}

export const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

export const head = (...names: readonly string[]): string[] => [row(...names), row(...names.map(() => '---'))]

export const megabytes = (bytes: number): string => `${figure(bytes / 2 ** 20)} MB`
