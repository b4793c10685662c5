import { describe, expect, test } from 'vitest'
import { interfaceLocaleFor } from '../../src/message/interface-locale.ts'
import { explanationText, fieldText, problemText } from '../../src/message/problem.ts'
import { interfaceLocales } from '../../src/message/resources.ts'
import { translatorFor } from '../../src/message/translator.ts'
import { fieldCodes, refusalCodes } from '../../src/refusal.ts'

describe('interfaceLocaleFor', () => {
  test.each([
    [['fr'], 'fr'],
    [['fr-MA'], 'fr'],
    [['pt-BR'], 'pt'],
    [['zh-CN'], 'zh-Hans'],
    [['ZH-hans'], 'zh-Hans'],
    [['xx', 'ar-MA'], 'ar'],
    [['xx'], 'en'],
    [['', '*', 'not a tag'], 'en'],
    [[], 'en'],
  ])('%j → %s', (wanted, found) => {
    expect(interfaceLocaleFor(...wanted)).toBe(found)
  })
})

describe('translatorFor', () => {
  test('knows the direction', () => {
    expect(interfaceLocales.filter((locale) => translatorFor(locale).dir === 'rtl')).toEqual(['ar'])
  })

  test.each([
    ['en', 1, '1 sentence of the original has changed since.'],
    ['en', 1200, '1,200 sentences of the original have changed since.'],
    ['fr', 0, '0 phrase de l’original a changé depuis.'],
    ['fr', 1200, '1\u202F200 phrases de l’original ont changé depuis.'],
    ['ar', 2, 'تغيرت جملتان من النص الأصلي منذ ذلك الحين.'],
    ['ar', 3, 'تغيرت 3 جمل من النص الأصلي منذ ذلك الحين.'],
    ['ru', 21, 'С тех пор в оригинале изменилось 21 предложение.'],
    ['ru', 5, 'С тех пор в оригинале изменились 5 предложений.'],
    ['zh-Hans', 7, '此后原文有7个句子发生变动。'],
  ])('%s counts %i', (locale, count, text) => {
    expect(translatorFor(locale).t('truth.changed', { count })).toBe(text)
  })

  test('names a language within a sentence', () => {
    expect(translatorFor('fr').t('gap', { shown: 'ar' })).toBe('pas encore traduit, affiché en arabe')
  })

  test('puts parameters as they are: escaping is the page’s', () => {
    expect(translatorFor('en').t('asOf', { date: '<b>&' })).toBe('As of <b>&')
  })
})

const notYourRole = (params: Record<string, string>): string =>
  problemText('notYourRole', params, 'en').detail
const noSuchDocument = (slug: string): string => problemText('noSuchDocument', { slug }, 'en').detail

describe('problemText', () => {
  test.each(interfaceLocales)('%s has words for everything', (locale) => {
    for (const code of refusalCodes) {
      const { title, detail } = problemText(code, { count: 3 }, locale)
      const { explanation } = explanationText(code, locale)
      expect([title, detail, explanation].filter((text) => text.includes('refusal.'))).toEqual([])
    }
    for (const code of fieldCodes) expect(fieldText(code, {}, locale)).not.toContain('field.')
  })

  test('says the role, for a language where it is held for one', () => {
    expect(notYourRole({ role: 'admin' })).toBe('This can only be done with the role of administrator.')
    expect(notYourRole({ role: 'reviewer', locale: 'ar' })).toBe(
      'This can only be done with the role of reviewer for Arabic.',
    )
  })

  test('writes numbers, sizes and lists as the language does', () => {
    expect(problemText('tooLarge', { limit: 1_048_576 }, 'fr').detail).toMatch(
      /dépasse 1[\u00A0\u202F]Mo\.$/u,
    )
    expect(fieldText('tooLong', { max: 20_000 }, 'de')).toBe('Das ist zu lang; die Höchstlänge ist 20.000.')
    expect(problemText('noEditionInLanguage', { locales: 'ar, fr' }, 'es').detail).toContain(
      'árabe y francés',
    )
  })

  test('shows what came from a request without obeying it', () => {
    expect(noSuchDocument('$t(field.required) {{count}}')).toBe(
      'There is no document at “$t(field.required) {{count}}”.',
    )
    expect(noSuchDocument('a\u202Eb\nc')).toBe('There is no document at “a\uFFFDb\uFFFDc”.')
    expect(noSuchDocument('x'.repeat(5000)).length).toBeLessThan(150)
  })

  test('a language that is none is answered in English', () => {
    expect(problemText('notSignedIn', {}, '\u0000')).toEqual({
      title: 'Not signed in',
      detail: 'This can only be done with a key.',
    })
  })
})
