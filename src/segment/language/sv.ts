import type { SentenceRules } from './rules.ts'

/** Swedish. */
export const sv: SentenceRules = {
  leading:
    'hr fr frk dr prof doc dir kapt gen t.ex bl.a d.v.s dvs m.a.o s.k ca cirka enl exkl inkl ev f.d' +
    ' fr.o.m t.o.m jfr jmf resp st sta u.a p.g.a pga m.h.t s.a.s å.s dyl urspr vs i.e e.g red övers',
  numeric:
    'nr s sid kap art fig tab bd del § p pp tel kl årg vol jan feb mar apr jun jul aug sep sept okt nov' +
    ' dec',
  medial: 'm.m m.fl mfl o.s.v osv o.d etc e.kr f.kr kr milj mkr u.s.a',
  starters:
    'den det de en ett denna detta dessa han hon vi ni jag du man min din sin hans hennes vår deras vem' +
    ' vad var när varför hur vilken vilka om då som eftersom medan efter innan och eller men för så också' +
    ' bara dock här där nu i på av till från med utan under över vid mellan genom enligt sedan alla många' +
    ' några varje ingen inte är har hade kan vill ska blev',
}
