import type { SentenceRules } from './rules.ts'

/** French. */
export const fr: SentenceRules = {
  leading:
    'mm mme mmes mlle mlles mgr Me drs pr prs vve p.ex ex cf c.-à-d c.à.d càd env av apr n.b fr bd pl rte' +
    ' fg lieut cdt cne sgt adj gén préf sous-préf i.e e.g ms mss anc spéc angl lat néerl ital esp adm adv' +
    ' conf éd.rev réimpr trad dir coord compl prép dép dépt arr circ bibl ste sts stes',
  numeric:
    'art arts al chap chp fig figs n no nos nº n° num p pp pag par § sect tit tom t vol vols éd réf ann' +
    ' janv févr fév mar avr juil sept oct nov déc lun mer jeu ven sam dim tél poste bp r v vv l. liv livr' +
    ' f fol ff ms obs rem req cass civ crim soc com ord décr fasc cah c coll',
  medial: 's.a s.a.s s.a.r.l s.n.c s.c.i cie éts sté u.e o.n.u u.r.s.s é.-u r.a.t.p s.n.c.f j.-c hab etc',
  trailing: 'c.v p.-s p.s r.-v s.v.p r.s.v.p t.t.c h.t t.v.a',
  starters:
    'le la les un une des du de au aux ce cet cette ces il elle ils elles on nous vous je tu mon ma mes' +
    ' ton ta tes son sa ses notre nos votre vos leur leurs qui que quoi quand comment pourquoi où quel' +
    ' quelle quels quelles si mais et ou donc or ni car en dans sur sous par pour avec sans selon après' +
    ' avant depuis pendant lors lorsque puisque comme bien ainsi alors puis ensuite enfin cependant' +
    " toutefois néanmoins pourtant aujourd'hui hier demain ici là tout tous toute toutes chaque plusieurs" +
    " certains certaines aucun aucune y c'est c'était à entre vers chez malgré grâce parmi afin aussi" +
    ' également celui celle ceux celles cela ça ceci voici voilà non oui peu plus moins beaucoup très',
}
