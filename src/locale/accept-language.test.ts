import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAcceptLanguage } from './accept-language.ts'
import { canonicalTag } from './tag.ts'

describe('parseAcceptLanguage', () => {
  it.each([
    ['fr', ['fr']],
    ['da, en-gb;q=0.8, en;q=0.7', ['da', 'en-GB', 'en']],
    ['en;q=0.1, de;q=0.2, fr;q=0.2', ['de', 'fr', 'en']],
    [' ,en ;  q = 0.5 ,\t, DE-at;Q=0.500', ['en', 'de-AT']],
    ['iw, he;q=0.5', ['he']],
    ['en;q=0.2, en;q=0.9, de;q=0.5', ['en', 'de']],
    ['fr;level=1;q=0.4, es;x="a"', ['es', 'fr']],
    ['fr_FR, en', ['en']],
    ['fr;q=2, es;q=-1, it;q=a, pt;q=, nl;q, en', ['en']],
  ])('reads %j', (header, tags) => {
    expect(parseAcceptLanguage(header)).toEqual({ tags, excluded: [], any: false })
  })

  it.each([
    ['fr, en;q=0', { tags: ['fr'], excluded: ['en'], any: false }],
    ['fr, en;q=0.000, *;q=0', { tags: ['fr'], excluded: ['en', '*'], any: false }],
    ['en;q=0, en', { tags: ['en'], excluded: [], any: false }],
    ['fr-CH, *;q=0.3, en;q=0.8, de;q=0', { tags: ['fr-CH', 'en'], excluded: ['de'], any: true, anyRank: 2 }],
    ['*, en;q=0.5', { tags: ['en'], excluded: [], any: true, anyRank: 0 }],
    ['', { tags: [], excluded: [], any: true }],
    ['en;q=0', { tags: [], excluded: ['en'], any: true }],
    ['*;q=0', { tags: [], excluded: ['*'], any: false }],
  ])('keeps apart what is excluded and what will do in %j', (header, wanted) => {
    expect(parseAcceptLanguage(header)).toEqual(wanted)
  })

  it('reads no more than 20 ranges and 1000 characters', () => {
    const many = Array.from({ length: 30 }, (_, index) => `en-x-a${index}`)
    expect(parseAcceptLanguage(many.join(',')).tags).toEqual(many.slice(0, 20))
    const cutInTwo = `fr,${' '.repeat(994)}en-GB`
    expect(parseAcceptLanguage(cutInTwo).tags).toEqual(['fr'])
  })

  it('gives canonical tags, each once, whatever comes', () => {
    const piece = fc.constantFrom(
      'en',
      'fr-CA',
      '*',
      ';',
      'q=',
      '0',
      '0.5',
      '1',
      ',',
      ' ',
      '"',
      '-',
      'zh-Hant',
    )
    const header = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(header, (text) => {
        const { tags, excluded } = parseAcceptLanguage(text)
        const all = [...tags, ...excluded.filter((tag) => tag !== '*')]
        expect(all.map(canonicalTag)).toEqual(all)
        expect(new Set(all).size).toBe(all.length)
      }),
    )
  })
})
