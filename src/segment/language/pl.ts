import type { SentenceRules } from './rules.ts'

/** Polish. */
export const pl: SentenceRules = {
  leading:
    'dr prof mgr inż lek hab dyr prez gen płk ppłk mjr kpt ppor sierż kpr ks św bł bp abp kard np m.in' +
    ' min tzn tzw tj t.j wg zob ul al pl woj pow gm jw ww wyd tłum oprac przyp pt ew ang łac niem franc' +
    ' ros zw kl śp vs dot',
  numeric: 'nr s str t rozdz rys tab art ust pkt poz lit zał § tel zł godz par',
  medial: 'itd itp etc i.in r w n.e p.n.e sp z.o.o s.a tys mln mld zł gr godz im ok ob os por red',
  starters:
    'ten ta to te ci tego tej tych on ona ono oni one ja ty my wy mój moja jego jej ich nasz nasza kto co' +
    ' gdzie kiedy dlaczego jak który która które jeśli gdy ponieważ chociaż podczas po przed i a ale lecz' +
    ' oraz lub więc także również tylko jednak tu tam teraz w we na z ze do od dla o u przez pod nad' +
    ' między według bez za wszyscy wszystkie wiele kilka każdy żaden nie jest są był była było były ma' +
    ' mają może dziś wczoraj',
  afterOrdinal:
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
}
