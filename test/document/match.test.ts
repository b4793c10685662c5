/**
 * Each named edit of an original, and what becomes of its sentences. A block is written as its kind and sentences,
 * an outcome as `unit: fates`, with `=id` for kept, `~id` for changed and `+` for new; ids are block.sentence.
 */
import { describe, expect, test } from 'vitest'
import { match, type NewBlock, type OldBlock } from '../../src/document/match/match.ts'

type Text = readonly (readonly string[])[]

const listItem = '- '

function blocksOf(text: Text): NewBlock[] {
  return text.map((sentences) => {
    const isItem = sentences[0]?.startsWith(listItem) ?? false
    const plain = sentences.map((sentence) => sentence.replace(listItem, ''))
    return { kind: isItem ? 'listItem' : 'paragraph', sentences: plain }
  })
}

function asOld(text: Text): OldBlock[] {
  return blocksOf(text).map((block, at) => ({
    unit: `b${at + 1}`,
    kind: block.kind,
    segments: block.sentences.map((sentence, place) => ({ id: `${at + 1}.${place + 1}`, text: sentence })),
  }))
}

const signs = { kept: '=', changed: '~', new: '+' }

function outcome(before: Text, after: Text): string[] {
  const { blocks, removed } = match(asOld(before), blocksOf(after))
  const lines = blocks.map(({ unit, sentences }) => {
    const fates = sentences.map((sentence) => {
      if (sentence.fate === 'kept') return `${signs.kept}${sentence.id}`
      return sentence.fate === 'changed' ? `${signs.changed}${sentence.predecessor}` : signs.new
    })
    return `${unit ?? 'new'}: ${fates.join(' ')}`
  })
  return removed.length === 0 ? lines : [...lines, `removed: ${removed.join(' ')}`]
}

const harbour = ['Le port a ouvert en 1962.', 'Il accueille chaque année des milliers de navires.']
const road = [
  'La route du littoral relie les deux villes.',
  'Elle a été élargie deux fois.',
  'Le péage est gratuit.',
]
const school = [
  'Quarante écoles bilingues forment les élèves des vallées.',
  'Leurs maîtres viennent de la région.',
]
const text = [harbour, road, school]

describe('blocks', () => {
  test.each<[name: string, before: Text, after: Text, expected: string[]]>([
    ['nothing changed', text, text, ['b1: =1.1 =1.2', 'b2: =2.1 =2.2 =2.3', 'b3: =3.1 =3.2']],
    ['reordered', text, [school, harbour, road], ['b3: =3.1 =3.2', 'b1: =1.1 =1.2', 'b2: =2.1 =2.2 =2.3']],
    [
      'one inserted in the middle',
      text,
      [harbour, ['Une halle couverte complète le marché.'], road, school],
      ['b1: =1.1 =1.2', 'new: +', 'b2: =2.1 =2.2 =2.3', 'b3: =3.1 =3.2'],
    ],
    ['one removed', text, [harbour, school], ['b1: =1.1 =1.2', 'b3: =3.1 =3.2', 'removed: 2.1 2.2 2.3']],
    [
      'split in two: the unit goes with the greater part',
      text,
      [harbour, road.slice(0, 2), road.slice(2), school],
      ['b1: =1.1 =1.2', 'b2: =2.1 =2.2', 'new: =2.3', 'b3: =3.1 =3.2'],
    ],
    [
      'two merged: the greater part gives the unit',
      text,
      [[...harbour, ...road], school],
      ['b2: =1.1 =1.2 =2.1 =2.2 =2.3', 'b3: =3.1 =3.2'],
    ],
    [
      'a paragraph became a list item',
      text,
      [harbour, ['- La route du littoral relie les deux villes.', ...road.slice(1)], school],
      ['b1: =1.1 =1.2', 'b2: =2.1 =2.2 =2.3', 'b3: =3.1 =3.2'],
    ],
    [
      'of two with the same text the one of the same kind',
      [['Tarifs'], ['- Tarifs']],
      [['- Tarifs'], ['Autre chose entièrement.']],
      ['b2: =2.1', 'new: +', 'removed: 1.1'],
    ],
    [
      'moved, and a sentence of it mended',
      text,
      [school, road, ['Le port a ouvert en 1962.', 'Il accueille chaque année des centaines de navires.']],
      ['b3: =3.1 =3.2', 'b2: =2.1 =2.2 =2.3', 'b1: =1.1 ~1.2'],
    ],
    [
      'every sentence mended and moved',
      [['Les forêts couvrent un tiers du territoire national.'], ...text],
      [...text, ['Les forêts couvrent deux tiers du territoire national.']],
      ['b2: =2.1 =2.2', 'b3: =3.1 =3.2 =3.3', 'b4: =4.1 =4.2', 'b1: ~1.1'],
    ],
    [
      'rewritten',
      text,
      [harbour, ['Nul ne sait plus rien de ces années-là.', 'Un historien y travaille.'], school],
      ['b1: =1.1 =1.2', 'new: + +', 'b3: =3.1 =3.2', 'removed: 2.1 2.2 2.3'],
    ],
    [
      'sharing no more than « Oui. »',
      [['Oui.', ...road]],
      [['Oui.', ...school]],
      ['new: =1.1 + +', 'removed: 1.2 1.3 1.4'],
    ],
    ['empty before', [], [harbour], ['new: + +']],
    ['empty after', [harbour], [], ['removed: 1.1 1.2']],
    ['empty both', [], [], []],
    ['without sentences', [[], harbour], [harbour, []], ['b2: =2.1 =2.2', 'b1: ']],
  ])('%s', (_, before, after, expected) => {
    expect(outcome(before, after)).toEqual(expected)
  })
})

describe('sentences', () => {
  test.each<[name: string, before: Text, after: Text, expected: string[]]>([
    [
      'a typo mended',
      [['Le fleuve est navigabl toute l’année.']],
      [['Le fleuve est navigable toute l’année.']],
      ['b1: ~1.1'],
    ],
    [
      'moved to another paragraph',
      text,
      [harbour, road.slice(0, 2), [...school, 'Le péage est gratuit.']],
      ['b1: =1.1 =1.2', 'b2: =2.1 =2.2', 'b3: =3.1 =3.2 =2.3'],
    ],
    [
      'moved to another paragraph and mended',
      text,
      [harbour, road.slice(1), ['La route du littoral relie les trois villes.', ...school]],
      ['b1: =1.1 =1.2', 'b2: =2.2 =2.3', 'b3: ~2.1 =3.1 =3.2'],
    ],
    ['reordered inside', [road], [road.toReversed()], ['b1: =1.3 =1.2 =1.1']],
    [
      'split in two',
      [['Il pleut fort sur la ville, et le vent souffle du nord.']],
      [['Il pleut fort sur la ville.', 'Et le vent souffle du nord.']],
      ['b1: ~1.1 ~1.1'],
    ],
    [
      'split, the first half the smaller',
      [['Il pleut, et le vent souffle du nord depuis hier soir.']],
      [['Il pleut.', 'Et le vent souffle du nord depuis hier soir.']],
      ['b1: ~1.1 ~1.1'],
    ],
    [
      'split in three',
      [['Le pont est fermé, la gare est en travaux et les bus ne passent plus.']],
      [['Le pont est fermé.', 'La gare est en travaux.', 'Les bus ne passent plus.']],
      ['b1: ~1.1 ~1.1 ~1.1'],
    ],
    [
      'mended and said again: the second is no half',
      [['Le conseil se réunit tous les mardis.']],
      [['Le conseil se réunit tous les lundis.', 'Le conseil se réunit tous les jeudis.']],
      ['b1: ~1.1 +'],
    ],
    [
      'two merged: the more similar is the predecessor',
      [['Le pont est fermé.', 'Les travaux de la gare centrale durent depuis le printemps.']],
      [['Le pont est fermé et les travaux de la gare centrale durent depuis le printemps.']],
      ['b1: ~1.2', 'removed: 1.1'],
    ],
    ['punctuation only', [['Est-ce vrai ?', 'Oui.']], [['Est-ce vrai !', 'Oui !']], ['b1: ~1.1 ~1.2']],
    [
      'inline markup added',
      [['Le port a ouvert.']],
      [['Le **port** a [ouvert](https://a.example).']],
      ['b1: ~1.1'],
    ],
    [
      'a number by itself',
      [['- 12'], ['- 15'], ['- 20']],
      [['- 12'], ['- 16'], ['- 20']],
      ['b1: =1.1', 'b2: ~2.1', 'b3: =3.1'],
    ],
    [
      'a number that went elsewhere',
      [['- 12'], ...text],
      [...text, ['- 13']],
      ['b2: =2.1 =2.2', 'b3: =3.1 =3.2 =3.3', 'b4: =4.1 =4.2', 'new: +', 'removed: 1.1'],
    ],
    [
      'numbers in a sentence',
      [['En 2007, 5 pays.', 'En 2009, 8 pays.']],
      [['En 2008, 6 pays.', 'En 2009, 8 pays.']],
      ['b1: ~1.1 =1.2'],
    ],
    [
      'the number tells which',
      [['En 2007, 5 pays.', 'En 2008, 6 pays.']],
      [['En 2008, 7 pays.']],
      ['b1: ~1.2', 'removed: 1.1'],
    ],
    [
      'another word',
      [['- Oui.'], ['- Paris']],
      [['- Non.'], ['- Parme']],
      ['new: +', 'new: +', 'removed: 1.1 2.1'],
    ],
    [
      'rewritten among others',
      [road],
      [[road[0] ?? '', 'Un ferry la double en été.', road[2] ?? '']],
      ['b1: =1.1 + =1.3', 'removed: 1.2'],
    ],
    [
      'Arabic',
      [['يقع الميناء على ساحل المحيط الأطلسي.', 'افتتح سنة 1962.']],
      [['يقع الميناء الجديد على ساحل المحيط الأطلسي.', 'افتتح سنة 1963.']],
      ['b1: ~1.1 ~1.2'],
    ],
    [
      'Arabic rewritten',
      [['يقع الميناء على ساحل المحيط الأطلسي.']],
      [['لا يعرف أحد عدد المدارس في الوادي.']],
      ['new: +', 'removed: 1.1'],
    ],
    [
      'Chinese',
      [['這座港口於一九六二年啟用。', '每年有數千艘船隻停靠。']],
      [['每年有數百艘船隻停靠。', '這座港口於一九六三年啟用。']],
      ['b1: ~1.2 ~1.1'],
    ],
    [
      'Chinese rewritten',
      [['這座港口於一九六二年啟用。']],
      [['山谷裡的學校教兩種語言。']],
      ['new: +', 'removed: 1.1'],
    ],
    ['Thai', [['ท่าเรือเปิดในปี 2505 และมีเรือหลายพันลำ']], [['ท่าเรือเปิดในปี 2506 และมีเรือหลายร้อยลำ']], ['b1: ~1.1']],
    ['canonical letters are compared as written', [['Café.']], [['Cafe\u0301.']], ['new: +', 'removed: 1.1']],
  ])('%s', (_, before, after, expected) => {
    expect(outcome(before, after)).toEqual(expected)
  })
})

describe('repeated sentences', () => {
  test.each<[name: string, before: Text, after: Text, expected: string[]]>([
    [
      'one more does not shift the others',
      [['Oui.', 'Le port a ouvert.', 'Oui.', 'La route est longue.', 'Oui.']],
      [['Oui.', 'Le port a ouvert.', 'Oui.', 'Oui.', 'La route est longue.', 'Oui.']],
      ['b1: =1.1 =1.2 =1.3 + =1.4 =1.5'],
    ],
    [
      'one more block',
      [['Oui.'], ['Oui.']],
      [['Oui.'], ['Oui.'], ['Oui.']],
      ['b1: =1.1', 'b2: =2.1', 'new: +'],
    ],
    ['one less', [['Oui.', 'Oui.', 'Oui.']], [['Oui.', 'Oui.']], ['b1: =1.1 =1.2', 'removed: 1.3']],
    [
      'each stays in its block',
      [
        [...harbour, 'Oui.'],
        [...road, 'Oui.'],
        [...school, 'Oui.'],
      ],
      [[...school, 'Oui.'], [...harbour], [...road, 'Oui.']],
      ['b3: =3.1 =3.2 =3.3', 'b1: =1.1 =1.2', 'b2: =2.1 =2.2 =2.3 =2.4', 'removed: 1.3'],
    ],
    [
      'each follows its neighbour out of a split paragraph',
      [['Oui.', ...road, 'Oui.', 'Fin des travaux.']],
      [
        ['Oui.', ...road],
        ['Oui.', 'Fin des travaux.'],
      ],
      ['b1: =1.1 =1.2 =1.3 =1.4', 'new: =1.5 =1.6'],
    ],
    [
      'of a heading repeated in each part the first that fits the order',
      [['Sources'], harbour, ['Sources'], road, ['Sources'], school],
      [['Sources'], harbour, ['Sources'], school],
      ['b1: =1.1', 'b2: =2.1 =2.2', 'b3: =3.1', 'b6: =6.1 =6.2', 'removed: 4.1 4.2 4.3 5.1'],
    ],
    [
      'fewer blocks than sentences',
      [['Oui.', 'Oui.'], ['Oui.']],
      [['Oui.'], ['Oui.', 'Oui.']],
      ['b2: =2.1', 'b1: =1.1 =1.2'],
    ],
    [
      'each follows the sentence before it',
      [[...road, 'Un.', 'Oui.', 'Deux.', 'Oui.']],
      [road, ['Deux.', 'Oui.'], ['Un.', 'Oui.']],
      ['b1: =1.1 =1.2 =1.3', 'new: =1.6 =1.7', 'new: =1.4 =1.5'],
    ],
    [
      'each follows the sentence behind it',
      [[...road, 'Zéro.', 'Oui.', 'Un.', 'Oui.', 'Deux.']],
      [road, ['Oui.', 'Deux.'], ['Oui.', 'Un.']],
      ['b1: =1.1 =1.2 =1.3', 'new: =1.7 =1.8', 'new: =1.5 =1.6', 'removed: 1.4'],
    ],
    [
      'of equal shares the nearest',
      [['Oui.'], harbour, ['Oui.']],
      [harbour, ['Oui.', 'Oui.']],
      ['b2: =2.1 =2.2', 'b3: =3.1 =1.1'],
    ],
    ['of equal shares the same kind', [['- Oui.'], ['Oui.']], [['Oui.', 'Oui.']], ['b2: =2.1 =1.1']],
  ])('%s', (_, before, after, expected) => {
    expect(outcome(before, after)).toEqual(expected)
  })

  test('beyond 256 edits among equals still as many are kept as both sides have', () => {
    const before = Array.from({ length: 1200 }, (_, at) => (at % 3 === 0 ? 'Oui.' : 'Non.'))
    const after = Array.from({ length: 1200 }, (_, at) => (at % 2 === 0 ? 'Oui.' : 'Non.'))
    const [block] = match(asOld([before]), blocksOf([after])).blocks
    expect(block?.sentences.filter(({ fate }) => fate === 'kept')).toHaveLength(400 + 600)
  })
})

test('the worked example of match.ts', () => {
  const before = [['Le pays compte 12 régions.', 'Oui.'], ['Oui.'], ['Il a adhéré en 1995.']]
  const after = [['Oui.', 'Oui.'], ['Le pays compte 13 régions.', 'Oui.'], ['Tout est neuf ici.']]
  expect(outcome(before, after)).toEqual(['b2: =2.1 +', 'b1: ~1.1 =1.2', 'new: +', 'removed: 3.1'])
})

test('a long document that was shuffled and mended everywhere is recognised', () => {
  const topics = 'port route école marché forêt fleuve musée théâtre hôpital jardin'.split(' ')
  const verbs = 'accueille nourrit protège relie transforme soutient anime éclaire'.split(' ')
  const sentences = topics.flatMap((topic, at) =>
    verbs.map((verb, nth) => [
      `Le ${topic} numéro ${at * 8 + nth} ${verb} le quartier ${topics[(at + nth) % 10]} tous les ans.`,
    ]),
  )
  const mended = sentences.map(([sentence = '']) => [sentence.replace('tous les ans', 'tous les mois')])
  const { blocks } = match(asOld(sentences), blocksOf(mended.toReversed()))
  const expected = sentences.map((_, at) => [{ fate: 'changed', predecessor: `${at + 1}.1` }]).toReversed()
  expect(blocks.map((block) => block.sentences)).toEqual(expected)
})
