/** A date line at the head of an original, and the text under it. */
export interface LeadingDate {
  /** At the precision it was given: `2024`, `2024-04` or `2024-04-12`. */
  asOf: string
  rest: string
}

const head = /^\uFEFF?\s*date(?:[ \t]*:)?[ \t]+(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=\s|$)[ \t]*/i

/**
 * Takes `date 2024-04` (or `Date: 2024`, `date 2024-04-12`) off the beginning of an original, if it is there
 * and names a year, month or day that exists. Spaces after it go too, for four of them would make code.
 */
export function leadingDate(text: string): LeadingDate | undefined {
  const match = head.exec(text)
  if (match === null) return undefined
  const [whole, year = '', month, day] = match
  if (!isReal(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined
  const asOf = [year, month, day].filter((part) => part !== undefined).join('-')
  return { asOf, rest: text.slice(whole.length) }
}

function isReal(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12) return false
  return day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
