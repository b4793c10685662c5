import type { SentenceRules } from './rules.ts'

/** Romanian. */
export const ro: SentenceRules = {
  leading:
    'dl dna d-na d-l d-ra dr prof conf ing arh av gen col cpt lt sf str bd bld bul jud mun ex p.ex de.ex' +
    ' cca aprox cf v trad ed',
  numeric:
    'nr art alin lit pct cap p pp pag vol fig tab sec tel ian feb mar apr iun iul aug sept oct nov dec ap' +
    ' et bl sc',
  medial: 's.a s.r.l s.n.c etc ș.a ş.a î.hr d.hr î.e.n e.n s.u.a u.e mil mld lei com sat',
  starters:
    'el ea ei ele eu tu noi voi acest această acești aceste acel acea un o unii unele cine ce unde când' +
    ' cum de dacă deși pentru în la cu pe din după înainte până și dar sau însă deci astfel apoi acum azi' +
    ' ieri mâine aici acolo toți toate mulți multe fiecare nu este sunt era erau a au are',
}
