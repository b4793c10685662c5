import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../../src/root.ts'
import { between } from './random.ts'

interface LocaleWords {
  /** What every slug in this locale begins with. */
  readonly slug: string
  readonly title: string
  readonly subjects: readonly string[]
  readonly predicates: readonly string[]
  readonly endings: readonly string[]
}

interface Words {
  readonly topics: readonly string[]
  readonly keys: readonly string[]
  readonly places: readonly string[]
  readonly locales: Readonly<Record<string, LocaleWords>>
}

export const words: Words = JSON.parse(readFileSync(join(rootFolder, 'bench', 'words.json'), 'utf8'))

export function wordsOf(locale: string): LocaleWords {
  const found = words.locales[locale]
  if (found === undefined) throw new Error(`bench/words.json has no ${locale}`)
  return found
}

/** The locales of generated documents, the source locale first. */
export const locales = Object.keys(words.locales)
export const sourceLocale = 'fr'

/** What a sentence says, whatever the language: places in the lists of subjects, predicates and endings; where, when. */
export interface Saying {
  readonly subject: number
  readonly predicate: number
  readonly ending: number
  readonly place: string
  readonly year: number
}

export const sayingFrom = (random: () => number): Saying => ({
  subject: between(random, 0, 7),
  predicate: between(random, 0, 7),
  ending: between(random, 0, 7),
  place: words.places[between(random, 0, words.places.length - 1)] ?? '',
  year: between(random, 1700, 2025),
})

export function headlineOf({ subject, predicate }: Saying, locale: string): string {
  const { subjects, predicates } = wordsOf(locale)
  return `${subjects[subject] ?? ''} ${predicates[predicate] ?? ''}`
}

export function sentenceOf(saying: Saying, locale: string): string {
  const ending = wordsOf(locale).endings[saying.ending] ?? ''
  return `${headlineOf(saying, locale)} ${ending} (${saying.place}, ${saying.year}).`
}
