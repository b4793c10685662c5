/**
 * How languages name a decade; CLDR has no pattern for it. `{year}` is its first year (1950), `{tens}` the
 * last two digits of that (50), `{century}` its century (20), or its name where there are `centuries`.
 * A list has one pattern per decade of a century, beginning with that of 1900.
 */
export interface DecadeNames {
  readonly patterns: string | readonly string[]
  readonly centuries?: Readonly<Record<number, string>>
}

const arabicTens = 'عشرينيات ثلاثينيات أربعينيات خمسينيات ستينيات سبعينيات ثمانينيات تسعينيات'.split(' ')

/** Turkish endings follow the vowels of the number as it is spoken. */
const turkishEndings = 'ler lar ler lar lar ler lar ler ler lar'.split(' ')

export const decadeNames: Readonly<Record<string, DecadeNames>> = {
  ar: {
    patterns: [
      'العقد الأول من القرن {century}',
      'العقد الثاني من القرن {century}',
      ...arabicTens.map((tens) => `${tens} القرن {century}`),
    ],
    centuries: {
      15: 'الخامس عشر',
      16: 'السادس عشر',
      17: 'السابع عشر',
      18: 'الثامن عشر',
      19: 'التاسع عشر',
      20: 'العشرين',
      21: 'الحادي والعشرين',
    },
  },
  ca: { patterns: 'dècada del {year}' },
  da: { patterns: "{year}'erne" },
  // Duden, „Jahreszahlen“: with a hyphen, or without; the hyphen is its recommendation.
  de: { patterns: '{year}er-Jahre' },
  el: { patterns: 'δεκαετία του {year}' },
  en: { patterns: '{year}s' },
  // Fundéu: « la década de 1950 » or « los años cincuenta », not « los años 1950 ».
  es: { patterns: 'década de {year}' },
  fa: { patterns: 'دههٔ {year}' },
  fi: { patterns: '{year}-luku' },
  fr: { patterns: 'années {year}' },
  gl: { patterns: 'década de {year}' },
  he: {
    patterns: [
      'העשור הראשון של המאה ה־{century}',
      'העשור השני של המאה ה־{century}',
      ...Array<string>(8).fill('שנות ה־{tens} של המאה ה־{century}'),
    ],
  },
  id: { patterns: '{year}-an' },
  it: { patterns: 'anni {year}' },
  ja: { patterns: '{year}年代' },
  ko: { patterns: '{year}년대' },
  nb: { patterns: '{year}-årene' },
  nl: { patterns: 'jaren {year}' },
  nn: { patterns: '{year}-åra' },
  pt: { patterns: 'década de {year}' },
  ro: { patterns: 'anii {year}' },
  ru: { patterns: '{year}-е годы' },
  sv: { patterns: '{year}-talet' },
  th: { patterns: 'ทศวรรษ {year}' },
  tr: { patterns: turkishEndings.map((ending) => `{year}'${ending}`) },
  uk: { patterns: Array.from({ length: 10 }, (_, tens) => `{year}-${tens === 4 ? 'ві' : 'ті'} роки`) },
  vi: { patterns: 'thập niên {year}' },
  zh: { patterns: '{century}世纪{tens}年代' },
  'zh-Hant': { patterns: '{year}年代' },
}
