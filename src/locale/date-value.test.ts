import { describe, expect, it } from 'vitest'
import { formatDateSpan, formatPartialDate } from './date-value.ts'

/** Which blank Intl writes differs between versions of CLDR. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ')
}

describe('formatPartialDate', () => {
  it.each([
    ['2024', 'fr', '2024'],
    ['2024', 'zh', '2024年'],
    ['2024-04', 'fr', 'avril 2024'],
    ['2024-04', 'ar', 'أبريل 2024'],
    ['2024-04', 'ar-EG', 'أبريل ٢٠٢٤'],
    ['2024-04', 'en', 'April 2024'],
    ['2024-04', 'fa', 'آوریل ۲۰۲۴'],
    ['2024-04', 'th', 'เมษายน 2024'],
    ['2024-04', 'zh-Hans', '2024年4月'],
    ['2024-04-12', 'es', '12 de abril de 2024'],
    ['2024-04-01', 'fr', '1er avril 2024'],
    ['2024-04-02', 'fr', '2 avril 2024'],
    ['0044-03-15', 'en', 'March 15, 44'],
    ['9999-12-31', 'en', 'December 31, 9999'],
    ['2024-04', 'xx', 'April 2024'],
    ['2023-02-29', 'fr', '2023-02-29'],
  ])('%s in %s is %s', (text, locale, expected) => {
    expect(plain(formatPartialDate(text, locale))).toBe(expected)
  })

  it.each([
    ['1950s', 'fr', 'années 1950'],
    ['1950s', 'fr-MA', 'années 1950'],
    ['1950s', 'en', '1950s'],
    ['1950s', 'ar', 'خمسينيات القرن العشرين'],
    ['2010s', 'ar', 'العقد الثاني من القرن الحادي والعشرين'],
    ['1950s', 'es', 'década de 1950'],
    ['1950s', 'de', '1950er-Jahre'],
    ['1950s', 'pt', 'década de 1950'],
    ['1950s', 'zh', '20世纪50年代'],
    ['2000s', 'zh', '21世纪00年代'],
    ['1950s', 'zh-TW', '1950年代'],
    ['1950s', 'ru', '1950-е годы'],
    ['1960s', 'tr', "1960'lar"],
    ['1950s', 'he', 'שנות ה־50 של המאה ה־20'],
    ['1950s', 'no', '1950-årene'],
    ['1950s', 'sw', '1950–1959'],
    ['1150s', 'ar', '1150–1159'],
    ['1950s', 'ru-Latn', '1950–1959'],
  ])('the decade %s in %s is %s', (text, locale, expected) => {
    expect(plain(formatPartialDate(text, locale))).toBe(expected)
  })
})

describe('formatDateSpan', () => {
  it.each([
    ['2007', null, 'fr', '2007'],
    ['2007', '2015', 'fr', '2007–2015'],
    ['2007', '2015', 'en', '2007 – 2015'],
    ['2007', '2015', 'ja', '2007年～2015年'],
    ['2007', '2015', 'zh', '2007–2015年'],
    ['2007', '2015', 'zh-Hant', '2007年至2015年'],
    ['2007', '2015', 'fa', '۲۰۰۷ تا ۲۰۱۵'],
    ['2018', '..', 'fr', '2018–'],
    ['2018-04', '..', 'ar', 'أبريل 2018–'],
    ['2024-04', '2024-06', 'fr', 'avril – juin 2024'],
    ['2024-04', '2024-06', 'zh', '2024年4月–2024年6月'],
    ['2024-04-01', '2024-04-12', 'fr', '1er–12 avril 2024'],
    ['2007', '2007', 'fr', '2007'],
    ['2007', '2015-03', 'fr', '2007 – mars 2015'],
    ['2007', '2015-03', 'ru', '2007 – март 2015 г.'],
    ['2007', '2015-03', 'ja', '2007年～2015年3月'],
    ['1950s', '1970s', 'fr', 'années 1950 – années 1970'],
    ['1950s', '1975', 'zh-Hant', '1950年代至1975年'],
    ['1950s', '1970s', 'sw', '1950–1979'],
    ['1950s', '1975', 'sw', '1950–1975'],
    ['soon', '1975', 'sw', 'soon–1975'],
  ])('%s to %s in %s is %s', (from, to, locale, expected) => {
    expect(plain(formatDateSpan(from, to, locale))).toBe(expected)
  })
})
