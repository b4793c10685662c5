/**
 * PostgreSQL's array literals (manual, section 8.15.6): `{a,"b \"c\"",NULL,{d}}`.
 * An element is quoted when it holds a comma, brace, quote, backslash or white space, is empty, or reads NULL.
 */

export type Nested<T> = readonly (T | null | Nested<T>)[]

/** Prints elements that are in text form already: `['a b', null]` → `{"a b",NULL}`. */
export function printArray(elements: Nested<string>): string {
  const printed = elements.map((element) => {
    if (element === null) return 'NULL'
    if (typeof element !== 'string') return printArray(element)
    return `"${element.replaceAll(/["\\]/g, String.raw`\$&`)}"`
  })
  return `{${printed.join(',')}}`
}

/** An array that is still being read. */
type Open<T> = (T | null | Nested<T>)[]

/** One of: an opening or closing brace, a comma, a quoted element, a bare element. */
const token = /[{},]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs

/**
 * Reads a literal, each element through `parse`: `{1,NULL,{2}}` with Number → `[1, null, [2]]`.
 * Bounds before the braces (`[0:1]={a,b}`) are dropped. The text is PostgreSQL's own and well-formed.
 */
export function parseArray<T>(literal: string, parse: (text: string) => T): Nested<T> {
  const root: Open<T> = []
  const open: Open<T>[] = [root]
  for (const [text, quoted] of literal.slice(literal.indexOf('{')).matchAll(token)) {
    const last = open.at(-1) ?? root
    if (text === '{') {
      const inner: Open<T> = []
      last.push(inner)
      open.push(inner)
    } else if (text === '}') open.pop()
    else if (quoted !== undefined) last.push(parse(quoted.replaceAll(/\\(.)/gs, '$1')))
    else if (text !== ',') last.push(text === 'NULL' ? null : parse(text))
  }
  const [array] = root
  return Array.isArray(array) ? array : []
}
