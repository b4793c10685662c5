import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interfaceLocales } from '../../src/message/resources.ts'
import { fieldCodes, refusalCodes } from '../../src/refusal.ts'
import { rootFolder } from '../../src/root.ts'
import { roles } from '../../src/vocabulary.ts'

const namespaces = ['page', 'problem'] as const
const forms = ['zero', 'one', 'two', 'few', 'many', 'other']
const plural = new RegExp(`_(${forms.join('|')})$`, 'u')

/** `{ a: { b: 'x' } }` → `a.b` = `x`. */
function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither text nor an object`)
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
}

function messages(locale: string, namespace: string): Map<string, string> {
  return new Map(
    flat(JSON.parse(readFileSync(join(rootFolder, 'locales', locale, `${namespace}.json`), 'utf8'))),
  )
}

const stem = (key: string): string => key.replace(plural, '')
const stems = (all: Map<string, string>): string[] => [...new Set([...all.keys()].map(stem))]
const parameters = (message = ''): string[] =>
  [...message.matchAll(/\{\{[^}]+\}\}/gu)].map(([whole]) => whole).toSorted()

/** Whether a plural form stands for a single number (Arabic's one and two), which it may then say in words. */
function isOneNumber(locale: string, form: string): boolean {
  const rules = new Intl.PluralRules(locale)
  return (
    Array.from({ length: 1001 }, (_, number) => rules.select(number)).filter((each) => each === form)
      .length === 1
  )
}

/** Words that are the same in two languages because they are the same word. */
const sameWord = new Set(['es page.problem.status'])

test('the project speaks eight languages', () => {
  expect(interfaceLocales).toEqual(['ar', 'de', 'en', 'es', 'fr', 'pt', 'ru', 'zh-Hans'])
})

test('every code and role has its messages', () => {
  const english = messages('en', 'problem')
  const wanted = [
    ...refusalCodes.flatMap((code) => [
      `refusal.${code}.title`,
      `refusal.${code}.detail`,
      `refusal.${code}.explanation`,
    ]),
    ...fieldCodes.map((code) => `field.${code}`),
    ...roles.map((role) => `role.${role}`),
  ]
  const there = new Set([...english.keys()].map((key) => stem(key).replace(/_tag$/u, '')))
  expect([...there].toSorted()).toEqual(wanted.toSorted())
})

describe.each(interfaceLocales.flatMap((locale) => namespaces.map((namespace) => ({ locale, namespace }))))(
  '$locale $namespace.json',
  ({ locale, namespace }) => {
    const english = messages('en', namespace)
    const own = messages(locale, namespace)
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories

    test('has every key, in the order of English, and no other', () => {
      expect(stems(own)).toEqual(stems(english))
    })

    test('has the plural forms that CLDR names, and no other', () => {
      const counted = new Set([...english.keys()].filter((key) => plural.test(key)).map(stem))
      for (const key of counted) {
        const has = [...own.keys()]
          .filter((each) => stem(each) === key)
          .map((each) => plural.exec(each)?.[1] ?? '')
        expect({ key, forms: has.toSorted() }).toEqual({ key, forms: categories.toSorted() })
      }
    })

    test('has the parameters of English', () => {
      for (const [key, message] of own) {
        const form = plural.exec(key)?.[1]
        const wanted = parameters(english.get(form === undefined ? key : `${stem(key)}_other`))
        const said =
          form !== undefined && isOneNumber(locale, form)
            ? wanted.filter((each) => !each.includes('count'))
            : wanted
        expect([wanted, said], `${locale} ${key}`).toContainEqual(parameters(message))
      }
    })

    test('is written, trimmed and whole', () => {
      for (const [key, message] of own) {
        expect(message, key).toMatch(/^\S(.*\S)?$/u)
        expect(message, key).not.toMatch(/ {2}|<|&[a-z]+;/u)
      }
    })

    test.skipIf(locale === 'en')('repeats English nowhere', () => {
      const same = [...own]
        .filter(
          ([key, message]) =>
            english.get(key) === message && /\p{L}/u.test(message.replaceAll(/\{\{[^}]+\}\}/gu, '')),
        )
        .map(([key]) => `${locale} ${namespace}.${key}`)
      expect(same.filter((key) => !sameWord.has(key))).toEqual([])
    })
  },
)

/** All messages of a language without what is code: parameters and names in backticks. */
function prose(locale: string): string[] {
  const all = namespaces.flatMap((namespace) => [...messages(locale, namespace).values()])
  return all.map((message) => message.replaceAll(/\{\{[^}]+\}\}|`[^`]+`|RFC \d+/gu, 'x'))
}

describe('typography', () => {
  test('French: curly apostrophes, guillemets, and spaces that do not break before double marks', () => {
    expect(prose('fr').filter((message) => /['"“”]/u.test(message))).toEqual([])
    expect(prose('fr').filter((message) => /[^\u202F][;!?]|[^\u00A0][:»]|«[^\u00A0]/u.test(message))).toEqual(
      [],
    )
  })

  test('Arabic: its own comma, semicolon and question mark', () => {
    expect(prose('ar').filter((message) => /[,;?]/u.test(message))).toEqual([])
  })

  test('Chinese: full-width marks after Chinese', () => {
    expect(prose('zh-Hans').filter((message) => /\p{Script=Han}[,.;:?!()"]/u.test(message))).toEqual([])
  })

  test('English, German, Spanish and Russian: the quotation marks of each, no straight ones', () => {
    const straight = ['en', 'de', 'es', 'pt', 'ru']
      .flatMap(prose)
      .filter((message) => /["]|(?<=\p{L})'/u.test(message))
    expect(straight).toEqual([])
    expect(prose('de').filter((message) => /[«»]|„[^“]*$/u.test(message))).toEqual([])
    expect([...prose('es'), ...prose('ru')].filter((message) => /[“”„]/u.test(message))).toEqual([])
    // CLDR's pt is Brazilian.
    expect(prose('pt').filter((message) => /[«»„]/u.test(message))).toEqual([])
  })
})
