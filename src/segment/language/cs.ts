import type { SentenceRules } from './rules.ts'

/** Czech and Slovak, whose abbreviations are nearly the same. */
export const cs: SentenceRules = {
  leading:
    'pí sl dr mudr judr phdr rndr ing mgr bc doc prof csc drsc mvdr paeddr arch gen plk pplk mjr kpt npor' +
    ' por sv tzv tj t.j např napr mj m.j resp popř příp prip cca ca zn vs tzn viz srov porov pozn ev event' +
    ' ul nám nam tř tr okr kr ú.n.m n.m nar zomr kol red přel prel něm nem angl lat fr',
  numeric: 'č čís čl odst odd písm s str sv tab obr kap roč st § tel tř pol',
  medial: 'atd apod a.s s.r.o s.p o.p.s z.s spol v.o.s k.s n.l př.n.l pr.n.l o.s mil mld tis kč sk zem',
  starters:
    'ten ta to ti ty tento tato toto táto tieto tito tyto on ona ono oni ony já ja my vy můj moje môj' +
    ' jeho její jej jejich ich náš kdo kto co čo kde kdy kedy proč prečo jak ako který ktorý která ktorá' +
    ' když keď pokud ak protože pretože i a ale však nebo alebo tak také tiež jen len v ve vo na z ze zo' +
    ' do od pro pre o u po při pri před pred nad pod mezi medzi podle podľa bez za všichni všetci každý' +
    ' žádný není nie je jsou sú byl bol byla bola bylo bolo byly boli má mají majú může môže dnes včera',
  beforeOrdinal: 'dne dňa',
  afterOrdinal:
    'ledna února března dubna května června července srpna září října listopadu prosince januára februára' +
    ' marca apríla mája júna júla augusta septembra októbra novembra decembra století storočia storočí',
}
