import type { SentenceRules } from './rules.ts'

/** Dutch. */
export const nl: SentenceRules = {
  leading:
    'dhr mevr mw mej dr drs prof ir ing mr ds jhr bc gen kol kap lt sgt st v.d d.w.z b.v bijv bv m.b.t' +
    ' m.n i.p.v i.v.m o.a o.m t.a.v t.o.v t.b.v t/m z.g zgn resp ca circa evt excl incl max ong plm vgl' +
    ' mgr burg wnd oud-min e.g i.e m.i n.a.v i.h.b t.w a.u.b',
  numeric:
    'nr nrs art artt blz bldz p pp pag fig afb hfst h par § vol dl ed red tab tel jan feb febr mrt apr' +
    ' jun jul aug sept sep okt nov dec ma di wo do vr za zo afl jrg lid sub bijl',
  medial: 'b.v n.v v.o.f v.s u.s.a e.u n.chr v.chr chr enz etc e.d e.a c.s min',
  starters:
    'de het een deze dit die dat hij zij ze wij we jij je u ik jullie mijn jouw zijn haar ons onze hun' +
    ' wie wat waar wanneer waarom hoe welke als of omdat hoewel terwijl nadat voordat en maar want dus ook' +
    ' nog al toen dan daarna daarom echter bovendien toch hier daar er in op aan uit bij met naar van voor' +
    ' door over onder tussen tijdens volgens sinds tot zonder om alle veel sommige enkele elke ieder' +
    ' iedere geen niet nu vandaag gisteren morgen is was waren heeft hebben had kan',
}
