import { locales, wordsOf } from '../generate/words.ts'

/** Where generated documents are. `number` counts from 1; the slug in each locale is that locale's own. */
export const slugOf = (number: number, locale: string): string =>
  encodeURIComponent(`${wordsOf(locale).slug}-${number}`)

export const documentPath = (number: number, locale: string): string =>
  `/v1/documents/${slugOf(number, locale)}?locale=${locale}`

/** Any prime that divides no number of editions. */
const stride = 104_729

/** Every edition of `documents` documents once, in an order that jumps about: the `at`th of them. */
function editionAt(at: number, documents: number): { number: number; locale: string } {
  const place = (at * stride) % (documents * locales.length)
  return {
    number: Math.floor(place / locales.length) + 1,
    locale: locales[place % locales.length] ?? '',
  }
}

export function editionPaths(documents: number, from: number, count: number): { path: string }[] {
  return Array.from({ length: count }, (_, at) => {
    const { number, locale } = editionAt(from + at, documents)
    return { path: documentPath(number, locale) }
  })
}
