import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestFit } from './best-fit.ts'
import { negotiate, wantedFromHeader, wantedOf } from './negotiate.ts'

const site = { defaultLocale: 'fr', sourceLocale: 'fr', fallbacks: { ca: ['fr', 'es'], ar: ['fr'] } }

function forHeader(header: string | undefined, available: string, more = {}) {
  const wanted = wantedFromHeader(header, site.defaultLocale)
  return negotiate({ ...site, wanted, available: available.split(' '), ...more })
}

describe('a locale that was wanted', () => {
  it.each([
    ['fr', 'en fr', 'fr'],
    ['zh-TW', 'fr zh-Hans zh-Hant', 'zh-Hant'],
    ['zh-HK', 'fr zh zh-Hant', 'zh-Hant'],
    ['zh', 'fr zh-Hant zh-Hans', 'zh-Hans'],
    ['fr-MA', 'en fr', 'fr'],
    ['fr', 'en fr-CA', 'fr-CA'],
    ['nb', 'fr no', 'no'],
    ['no', 'fr nb', 'nb'],
    ['he', 'fr he', 'he'],
    ['es-419', 'fr es', 'es'],
    ['es-MX', 'fr es es-419', 'es-419'],
    ['en-AU', 'fr en-US en-GB', 'en-GB'],
    ['sr-Latn', 'fr sr sr-Latn-RS', 'sr-Latn-RS'],
    ['und-TW', 'fr zh-Hant', 'zh-Hant'],
    ['sl-HR-nedis', 'fr sl-nedis', 'sl-nedis'],
    ['und-x-whale', 'fr und-x-whale', 'und-x-whale'],
  ])('%s of %s gets %s', (tag, available, locale) => {
    const choice = negotiate({ ...site, wanted: wantedOf(tag), available: available.split(' ') })
    expect(choice).toEqual({ locale, requested: tag, fallback: false })
  })
})

describe('a locale that was not wanted', () => {
  it.each([
    ['ca', 'es en', 'es', 'CLDR'],
    ['br', 'en fr', 'fr', 'CLDR'],
    ['lb', 'fr de', 'de', 'CLDR'],
    ['da', 'fr nb', 'nb', 'CLDR'],
    ['sr', 'fr sr-Latn', 'sr-Latn', 'CLDR'],
    ['ar-EG', 'en fr', 'fr', "the site's chain"],
    ['zh-TW', 'zh-Hans', 'zh-Hans', 'nothing else'],
    ['zh-TW', 'zh-Hans fr', 'zh-Hans', 'the other script'],
    ['ja', 'en fr', 'fr', 'the source'],
    ['ja', 'en es', 'en', 'nothing else'],
    ['fr', 'en-XA en', 'en-XA', 'nothing else'],
    ['en', 'en-XA fr', 'fr', 'the source, not the pseudo-locale'],
    ['und-x-whale', 'und-x-shark fr', 'fr', 'the source'],
  ])('%s of %s gets %s, by %s', (tag, available, locale) => {
    const choice = negotiate({ ...site, wanted: wantedOf(tag), available: available.split(' ') })
    expect(choice).toEqual({ locale, requested: tag, fallback: true })
  })

  it('follows the chain of the site locale that was wanted, by language', () => {
    const fallbacks = { 'zh-Hant': ['zh-Hans', 'en'] }
    const available = ['fr', 'en', 'zh-CN']
    const choice = negotiate({ ...site, fallbacks, wanted: wantedOf('zh-HK'), available })
    expect(choice).toEqual({ locale: 'zh-CN', requested: 'zh-HK', fallback: true })
  })
})

describe('a header', () => {
  it.each([
    ['ca, en', 'es en', 'en', false],
    ['ca, en;q=0.1', 'es de', 'es', true],
    ['en;q=0.5, fr', 'en fr', 'fr', false],
    ['en, en-GB;q=0', 'en-GB en-US', 'en-US', false],
    ['en;q=0, en-GB', 'en-US en-GB', 'en-GB', false],
    ['de, *;q=0.5', 'en fr', 'fr', false],
    ['de, *;q=0.5', 'en es', 'en', false],
    ['*, fr;q=0.5', 'fr en', 'en', false],
    ['*, fr;q=0', 'fr en', 'en', false],
    ['*, fr;q=0.5', 'fr', 'fr', false],
    ['de, fr;q=0', 'fr en', 'en', true],
    ['de, fr;q=0', 'fr', 'fr', true],
    ['br, fr;q=0', 'fr en', 'en', true],
    ['de, zh-TW;q=0', 'zh-Hant en', 'en', true],
    ['de, no;q=0', 'nb en', 'en', true],
    ['de, *;q=0', 'en fr', 'fr', true],
    ['en;q=0', 'en es', 'es', false],
    ['', 'en fr', 'fr', false],
    [undefined, 'en fr', 'fr', false],
    [undefined, 'en es', 'en', false],
  ])('%j of %s gets %s (a fallback: %s)', (header, available, locale, fallback) => {
    expect(forHeader(header, available)).toMatchObject({ locale, fallback })
  })

  it('says what was asked for: the first tag, or else the default locale', () => {
    expect(forHeader('ja, en', 'en')?.requested).toBe('ja')
    expect(forHeader('*', 'en')?.requested).toBe('fr')
    expect(forHeader(undefined, 'en')?.requested).toBe('fr')
  })

  it('chooses nothing only where there is nothing', () => {
    expect(negotiate({ ...site, wanted: wantedOf('fr'), available: [] })).toBeUndefined()
  })

  it('chooses one of those available, whatever comes', () => {
    const tags = [
      'en',
      'en-GB',
      'en-XA',
      'fr',
      'fr-MA',
      'ca',
      'es-419',
      'zh-Hans',
      'zh-TW',
      'no',
      'und-x-a',
      'sr-Latn',
      'tlh',
    ]
    const range = fc.tuple(
      fc.constantFrom('*', 'und', 'br', 'x-whale', ...tags),
      fc.constantFrom('', ';q=0', ';q=0.5'),
    )
    const header = fc.oneof(
      fc.string(),
      fc.array(range, { maxLength: 6 }).map((ranges) => ranges.map((pair) => pair.join('')).join()),
    )
    const locales = fc.uniqueArray(fc.constantFrom(...tags), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(header, locales, (text, available) => {
        const choice = forHeader(text, available.join(' '))
        expect(available).toContain(choice?.locale)
      }),
    )
  })
})

describe('bestFit', () => {
  it('knows no near language for a tag that names none', () => {
    expect(bestFit('und', ['en', 'fr'])).toBeUndefined()
    expect(bestFit('ja', ['en', 'fr'])).toBeUndefined()
    expect(bestFit('gsw-CH', ['en', 'de'])).toBe('de')
  })
})
