/**
 * Values between JavaScript and PostgreSQL's text form, the same for both engines. Neither driver's own
 * conversions are used: they differ in int8 (string or number), dates, JSON given as text, and arrays.
 *
 * What comes back: int2, int4, float and oid as number; int8 as number where it is exact and bigint
 * beyond; boolean; json and jsonb parsed; bytea as Uint8Array; arrays of these as arrays. All else is
 * text, and so are timestamps (their microseconds do not fit into a Date), dates, numeric and uuid;
 * Drizzle's columns make of it what they were declared as.
 */
import { parseArray, printArray, type Nested } from './array.ts'

type Parse = (text: string) => unknown

function parseInteger(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

function parseBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

const asText: Parse = (text) => text

/** Type, the type of its arrays, and how its text is read (OIDs as in pg_type.dat, the same since 8.x). */
const types: readonly (readonly [type: number, array: number, parse: Parse])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, parseBytes],
  [20, 1016, parseInteger],
  [21, 1005, Number],
  [23, 1007, Number],
  [26, 1028, Number],
  [700, 1021, Number],
  [701, 1022, Number],
  [114, 199, JSON.parse],
  [3802, 3807, JSON.parse],
  [25, 1009, asText],
  [1043, 1015, asText],
  [1042, 1014, asText],
  [19, 1003, asText],
  [2950, 2951, asText],
  [1700, 1231, asText],
  [1082, 1182, asText],
  [1114, 1115, asText],
  [1184, 1185, asText],
]

const parsers = new Map<number, Parse>(
  types.flatMap(([type, array, parse]) => [
    [type, (text: string) => parse(text)] as const,
    [array, (text: string) => parseArray(text, (element) => parse(element))] as const,
  ]),
)

/** How the text of a type is read, by its OID. */
export function parserOf(type: number): Parse {
  return parsers.get(type) ?? asText
}

function encodeElement(value: unknown): string | null | Nested<string> {
  return Array.isArray(value) ? value.map(encodeElement) : encode(value)
}

/**
 * A parameter in PostgreSQL's text form. An array becomes an array literal, any other object JSON: for
 * a json parameter that is an array, give JSON text. Refuses `undefined`, which is always a mistake.
 */
export function encode(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) {
    return String.raw`\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
  if (Array.isArray(value)) return printArray(value.map(encodeElement))
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  throw new TypeError(`a query parameter can't be of type ${typeof value}`)
}
