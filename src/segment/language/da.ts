import type { SentenceRules } from './rules.ts'

/** Months, in full and short, of Danish and Norwegian. */
const months =
  'januar februar marts mars april mai maj juni juli august september oktober november december' +
  ' desember jan feb' +
  ' mar apr jun jul aug sep sept okt nov dec des'

/** Danish; Norwegian, whose abbreviations are nearly the same, uses it too. */
export const da: SentenceRules = {
  leading:
    'hr fr frk dr prof adv ing kap gen obj st skt sct f.eks feks fx bl.a dvs d.v.s m.a.o m.h.t mht vedr' +
    ' ang inkl ekskl ca cirka eksl evt ifm iflg jf jfr jævnf jvf m.m.v alm bem pga p.g.a pr sml tlf.nr vs' +
    ' red udg bestyr cand mag phil polit scient stud lic dir kgl ndr sdr vestl østl oprind eg egl f.o.m' +
    ' t.o.m i.e e.g tilh tidl omkr sen jun nuv',
  numeric:
    'nr s side sider kap art fig tab bd bind stk § pkt afsn tlf kl årg hft årh v vol p pp jan feb mar apr' +
    ' jun jul aug sep sept okt nov dec man tirs ons tors fre lør søn opr',
  medial: 'a/s aps etc osv o.s.v m.m mm m.fl m.v mv o.l o.lign mio mia u.s.a e.kr f.kr kr e.v.t s.u',
  starters:
    'den det de en et denne dette disse han hun vi i jeg du man min din sin hans hendes vores deres hvem' +
    ' hvad hvor hvornår hvorfor hvordan hvilken hvilke hvis når da som fordi selvom mens efter før indtil' +
    ' og eller men for så også kun dog her der nu på af til fra med uden under over ved om mellem gennem' +
    ' ifølge siden alle mange nogle flere hver ingen ikke er var har havde kan vil skal blev derfor' +
    ' desuden endvidere samtidig',
  beforeOrdinal: 'den det de en et d min din sin hans hendes vores deres',
  afterOrdinal: `${months} plads klasse etage sal århundrede årh division verdenskrig gang udgave oplag kapitel del`,
}
