import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalTag, direction, nameOf } from './tag.ts'

describe('canonicalTag', () => {
  it.each([
    ['fr', 'fr'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['in', 'id'],
    ['mo', 'ro'],
    ['sh', 'sr-Latn'],
    ['zh-yue', 'yue'],
    ['zh-cmn-Hans-CN', 'zh-Hans-CN'],
    ['i-klingon', 'tlh'],
    ['zh-min-nan', 'nan'],
    ['no-bok', 'nb'],
    ['en-GB-oed', 'en-GB-oxendict'],
    ['de-DE-u-co-phonebk', 'de-DE-u-co-phonebk'],
    ['x-whale', 'und-x-whale'],
  ])('%s is %s', (tag, canonical) => {
    expect(canonicalTag(tag)).toBe(canonical)
  })

  it.each([
    '',
    '*',
    'f',
    'fr_FR',
    'en-a',
    'français',
    'fr ',
    '-fr',
    'toolonglanguage',
    'constructor',
    `en-x-${'a-'.repeat(20)}a`,
  ])('refuses %j', (tag) => {
    expect(canonicalTag(tag)).toBeUndefined()
  })

  it('gives the same again for what it gave', () => {
    const subtag = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/)
    const anyTag = fc.oneof(
      fc.string(),
      fc.array(subtag, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('-')),
    )
    fc.assert(
      fc.property(anyTag, (tag) => {
        const canonical = canonicalTag(tag)
        return canonical === undefined || canonicalTag(canonical) === canonical
      }),
    )
  })
})

describe('direction', () => {
  it.each([
    'ar',
    'ar-MA',
    'he',
    'fa',
    'ckb',
    'ur',
    'yi',
    'dv',
    'rhg',
    'az-Arab',
    'pa-PK',
    'ku-Arab',
    'ff-Adlm',
  ])('%s is rtl', (locale) => {
    expect(direction(locale)).toBe('rtl')
  })

  it.each(['fr', 'ar-Latn', 'sd-Deva', 'az', 'ku', 'zh-Hant', 'ff', 'und', 'xx'])('%s is ltr', (locale) => {
    expect(direction(locale)).toBe('ltr')
  })
})

describe('nameOf', () => {
  it.each([
    ['fr', 'fr', 'Français'],
    ['de', 'de', 'Deutsch'],
    ['ar', 'ar', 'العربية'],
    ['ka', 'ka', 'ქართული'],
    ['zh-Hant', 'fr', 'Chinois traditionnel'],
    ['it', 'tr', 'İtalyanca'],
    ['fr', 'xx', 'French'],
    ['xx', 'fr', 'xx'],
  ])('%s in %s is %s', (locale, inLocale, name) => {
    expect(nameOf(locale, inLocale)).toBe(name)
  })
})
