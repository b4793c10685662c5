import type { SentenceRules } from './rules.ts'

/** Abbreviations met in any language written in Latin letters: titles, companies, references. */
export const common: SentenceRules = {
  leading: 'dr prof mr mrs ms messrs mt vs cf viz ca approx Hon Rev Gen Col Capt Lt sgt cpl cmdr Adm st ste',
  numeric:
    'no nos nr n° nº vol vols fig figs p pp art arts ch chap sec sect § par para tab tel ext ed ver v op' +
    ' opus col rs sr',
  medial: 'inc ltd co corp jr sr llc bros plc gmbh dept esq u.s u.s.a u.k u.n e.u d.c',
  trailing: 'ph.d m.d b.a m.a b.sc m.sc d.phil ll.b ll.m ll.d j.d m.b.a a.m p.m b.c a.d b.c.e c.e',
}
