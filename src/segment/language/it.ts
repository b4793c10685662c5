import type { SentenceRules } from './rules.ts'

/** Italian. */
export const it: SentenceRules = {
  leading:
    'sig sigg sigra sig.ra sig.na sig.ne sigg.ri dott dott.ssa dott.sse dottori prof prof.ssa proff avv' +
    ' ing arch geom rag on sen cav comm gen col magg cap ten serg mar.llo mons p.es es ad.es cfr v.cte cte' +
    ' ecc.mo ill.mo egr gent.mo gent.ma spett s.e ss s.s st psicol chiar.mo rev sottoten amm isp min pres' +
    ' segr vicepres dir univ ist fraz loc c.so p.zza v.le l.go c.a p.c pp.tt tel f.p oss circ ca ag fam' +
    ' f.lli f.to on.le art.cit',
  numeric:
    'art artt cap capp fig figg n nn num p pp pag pagg vol voll t tav tavv sez par § co lett cpv all tel' +
    ' int genn febbr feb mar apr mag giu giugn lug ago sett set ott nov dic lun mer gio ven sab dom sec ed' +
    ' s ss',
  medial: 's.p.a s.r.l s.n.c s.a.s s.a u.e o.n.u u.s.a d.c a.c d.l d.lgs c.p c.c c.p.c ecc etc',
  trailing: 'a.c d.c a.m p.m p.s n.d.r',
  starters:
    'il lo la i gli le un uno una questo questa questi queste quello quella quelli quelle egli ella lui' +
    ' lei loro io tu noi voi essi esse mio mia suo sua suoi sue nostro nostra che chi quando dove come' +
    ' perché quale quali cosa se ma e ed o però anche ancora già non sì in nel nella nei nelle nello negli' +
    ' di del della dei delle dello degli da dal dalla dai dalle a al alla ai alle allo agli su sul sulla' +
    ' con per tra fra senza dopo prima durante secondo contro verso poi quindi inoltre infine tuttavia' +
    ' così allora oggi ieri domani ora qui là tutto tutti tutta tutte ogni alcuni alcune molti molte altri' +
    ' altre si è sono era erano fu furono ha hanno aveva mi ti ci vi mentre nonostante',
}
