import { describe, expect, test } from 'vitest'

import { split } from './split.ts'

/** Per language, texts with a `|` wherever a sentence is to end; the `|` is taken out before splitting. */
const cases: Record<string, string[]> = {
  fr: [
    'M. Dupont est venu. |Mme Martin l’attendait.',
    'Le Dr. Alaoui et Mgr. Vannier sont arrivés. |Ils repartent demain.',
    'Voir p. ex. la loi de 1994, art. 5, al. 2. |Elle est courte.',
    'Voir pp. 12–14 et fig. 3. |Le reste suit.',
    '« Oui ! » dit-il. |« Non ? » demanda-t-elle.',
    '« Je pars. Je ne reviendrai pas », dit Jeanne.',
    'Il a dit : « Je pars. » |Puis il est parti.',
    'Est-ce vrai ? |Oui\u00a0! |Vraiment\u202f?',
    'J. R. R. Tolkien est né en 1892. |Il est mort en 1973.',
    'Le prix est de 3.50 euros. |C’est peu.',
    'Il hésita… puis il parla. |Elle attendait… |Il se tut.',
    'Elle vit aux É.-U. depuis 2004 (cf. p. 3). |Lui aussi.',
    'La société Intercept S.A. a fermé. |Elle employait 12 personnes.',
    'Elle habite à Paris. |(Elle y est née. Elle y a grandi.) |Il le sait.',
    'Au XIXe siècle av. J.-C. |Le roi mourut.',
    'Voici la liste : |1. Rabat |2. Fès |3. Oujda',
    'Il travaille chez Yahoo! depuis un an.',
    'Voir www.example.org/a.b. |C’est là.',
    'Selon l’art. L. 123-4 et l’art. R. 5. |Il mesure 1,80 m. |Jean aussi.',
  ],
  en: [
    'Dr. Smith met Prof. Jones at 5 p.m. on Mon. 3 Feb. 2020. |They talked.',
    'He lives in the U.S. Army barracks. |She left the U.S. |He stayed.',
    'Apple Inc. announced it. |It sold well, says Foo & Co. |They agreed.',
    'It rose by 3.5 percent vs. No. 5 last year. |Good.',
    'See Fig. 3 and pp. 5–7, e.g. the table. |It is clear.',
    'We left at 6 p.m. |Mr. Hill stayed. |At 7 p.m. Mr. Hill left.',
    '“Stop!” he cried. |“Why?” she asked.',
    'He said (I was there. I heard it.) that it was over. |We left.',
    'Is it? |Yes! |No?! |Well...',
    'Wait... what? |He paused... |Then he spoke.',
    'She works at Yahoo! in Paris. |He does not.',
    'Mail jane.doe@example.com or see https://example.com/a.html?b=c. |Then wait.',
    'It was found.[1][2] |Nobody knows why. [3] |Still.',
    '1. Open the door |2. Walk in |3. Close it',
    'a) one |b) two |c) three',
    'He has 1) a dog and 2) a cat.',
    'She earned a Ph.D. |Everyone cheered.',
    'Rome fell in A.D. 476. |It was 44 B.C. |Caesar died.',
    'Hello world.|Today is Monday.',
    'Open config.json and node.js files in v2.0.1. |Done.',
    'The iPhone sold well. |iPhone users are happy.',
    'Plan B. |It works, said you and I. |We agreed with J. K. Rowling.',
    'whatever. |i will tell you later. |ok?',
    'Great job! :) |See you.',
    'It opens at 9 a.m. EST on weekdays. |Come!',
    'Stop.\n|Go on.',
  ],
  de: [
    'Am 3. Oktober 1990 war es so weit. |Alle feierten.',
    'Das ist z. B. der 1. FC Köln. |Er spielt in der 2. Bundesliga.',
    'Im 19. Jahrhundert lebte er u. a. in Wien. |Dann zog er um.',
    'Das steht auf Seite 12. |Dort kannst du es lesen.',
    'Herr Prof. Dr. med. Meyer kommt ggf. später, d. h. um 5 Uhr. |Er ist krank.',
    '„Lass uns gehen!“, sagte sie. |„Jetzt?“',
    '»Ja«, sagte er. |»Nein.«',
    'Es kostet 1.000.000 Euro usw. |Das ist viel.',
    'Es geschah 50 v. Chr. in Rom. |Dann nicht mehr.',
    'Am 12. 3. 2020 kam er. |Das war der 5. |Er ging.',
    'Siehe Art. 5 Abs. 2 Nr. 3 GG. |Es gilt.',
  ],
  es: [
    '¿Cómo está Ud.? |¡Muy bien! |Gracias.',
    'El Sr. Pérez y la Dra. Gómez viven en EE. UU. desde 1990. |Son felices.',
    'Véase la pág. 5 y el art. 3. |Es claro.',
    '«¡Ya voy!», dijo Ana. |¿Adónde?',
    'La casa cuesta 170.500,00 euros. |¿No es cara?',
    'Murió en el año 44 a. C. en Roma.',
  ],
  pt: [
    'O Sr. Silva chegou. |A Sra. Costa, também.',
    'Ver pág. 5, art. 3. |É claro.',
    'Custa 3.500,00 reais. |É caro, disse a Profa. Lima.',
    'Foi em 1910.[14] |Depois acabou.',
  ],
  it: [
    'Il Dott. Rossi e la sig.ra Bianchi sono qui. |Aspettano l’Avv. Verdi.',
    'Vedi pag. 5 e fig. 3. |È chiaro.',
    '«Basta!» gridò. |Poi tacque.',
  ],
  nl: ['Dhr. Jansen woont o.a. in Utrecht. |Hij werkt daar.', 'Zie blz. 5 en nr. 3. |Dat is duidelijk.'],
  da: ['Den 3. Oktober kom hr. Hansen, f.eks. med toget. |Han blev.', 'Se s. 5 og nr. 3. |Det er klart.'],
  sv: ['Hon bor t.ex. i Lund. |Han bor i Malmö.', 'Se s. 5 och nr 3. |Det är klart.'],
  fi: ['Se julkaistiin 7. heinäkuuta 1997. |Se myi hyvin.', 'Ks. esim. s. 5. |Se on selvä.'],
  pl: ['Prof. Nowak urodził się 3. maja 1950 r. w Łodzi. |Mieszka tam.', 'Zob. np. str. 5. |To jasne.'],
  cs: ['Narodil se 3. října 1950. |Žije v Praze, např. na ul. Dlouhé.', 'Je to na 10. místě. |Dobře.'],
  sk: ['Firma ABC s. r. o. vznikla 3. mája. |Sídli v Žiline.'],
  ru: [
    'А. С. Пушкин родился в 1799 г. в Москве. |Он был поэтом.',
    'Это т. е. проф. Иванов, ул. Ленина, д. 5. |Он дома.',
    '«Кто там?» — спросил он. |Никто не ответил.',
    'Стоит 30 тыс. руб. и т. д. |Это дорого.',
  ],
  uk: ['Проф. Іваненко живе на вул. Франка. |Він удома.', 'Це було у 2024 р. в м. Львів. |Так.'],
  bg: ['Г-н Иванов живее на ул. Шипка. |Той е тук.', 'Роден е през 1950 г. в София. |Живее там.'],
  kk: ['Ол 1950 ж. туған. |Бұл рас.'],
  el: ['Πού είσαι; |Είμαι εδώ. |Ο κ. Παππάς, π.χ., λείπει.', 'Είδα τη σελ. 5. |Είναι καλή.'],
  he: ['ד״ר כהן הגיע. |מה שלומך? |טוב!', 'ב. כהן כתב את זה. |זה ברור.'],
  ar: [
    'هل وصلت؟ |نعم، وصلت! |سنبدأ الآن.',
    'قال د. أحمد إن النسبة بلغت 7.9 في المئة. |هذا كثير.',
    'قال: "لن أذهب. لن أعود". |ثم رحل.',
    'كان يفكر... ثم رحل. |انتهى الأمر.',
  ],
  ur: ['یہ سچ ہے۔ |کیا آپ آئیں گے؟ |جی ہاں۔'],
  hi: ['यह सच है। |क्या आप आएंगे? |डॉ. वर्मा आए।'],
  mr: ['डॉ. जोशी आले. |ते गेले.'],
  ml: ['ഇത് കെ. പി. മോഹനൻ. |അത് മറ്റൊരാൾ.'],
  hy: ['Բարև Ձեզ։ |Ինչպես եք։', 'Ժամը 12:30 է: |Գնանք:'],
  am: ['እንደምን አለህ፧ |ደህና ነኝ።', 'ሰላም።|ደህና ነኝ።'],
  my: ['ခင်ဗျားနာမည်ဘယ်လိုခေါ်လဲ။|နေကောင်းလား။'],
  km: ['ខ្ញុំទៅផ្ទះ។ |អ្នកទៅណា?'],
  zh: [
    '他来了。|她问：“你去哪儿？”|他没有回答！',
    '“我不去，”他说。|“你呢？”',
    '价格是3.5元。|（很贵。）|好吧……我买。',
  ],
  ja: ['これは山です。|「行こう！」と言った。', '彼は来た（遅れて。走って）。|よかった！'],
  ko: ['그는 왔다. |정말? |그래!'],
  tr: ['Dr. Yılmaz 3. katta oturuyor. |Bu doğru.'],
  hu: ['Dr. Kovács 2024. április 12-én jött. |Ez igaz.'],
  ro: ['Dl. Popescu stă pe str. Lungă, nr. 5. |El e acolo.'],
  und: ['Dr. Foo bar. |Baz quux!', '3.5 is not 3. |Five is.'],
}

describe.each(Object.entries(cases))('%s', (locale, texts) => {
  test.each(texts)('%s', (marked) => {
    expect(split(marked.replaceAll('|', ''), locale)).toEqual(marked.split('|'))
  })
})

test('a locale is read by its language', () => {
  const text = 'Am 3. Oktober kam er. Er blieb.'
  expect(split(text, 'de-CH')).toEqual(['Am 3. Oktober kam er. ', 'Er blieb.'])
  expect(split(text, 'DE_at')).toEqual(split(text, 'de'))
  expect(split(text, 'en')).toHaveLength(3)
})

test('line breaks end what they finish, and not what they wrap', () => {
  expect(split('Café\nThé\nLait', 'fr')).toEqual(['Café\n', 'Thé\n', 'Lait'])
  expect(split('Un mot.\n\nUn autre', 'fr')).toEqual(['Un mot.\n\n', 'Un autre'])
  const wrapped = 'Une phrase assez longue qui continue à la ligne suivante et qui\nne finit que là.'
  expect(split(wrapped, 'fr')).toEqual([wrapped])
  expect(split('À faire :\n- lire\n- écrire', 'fr')).toEqual(['À faire :\n', '- lire\n', '- écrire'])
})

test('invisible marks do not hide an abbreviation or a boundary', () => {
  expect(split('قال د\u202a.\u202c أحمد.\u200f نعم.', 'ar')).toEqual([
    'قال د\u202a.\u202c أحمد.\u200f ',
    'نعم.',
  ])
})
