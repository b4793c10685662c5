import type { SentenceRules } from './rules.ts'

/** Spanish. */
export const es: SentenceRules = {
  leading:
    'sr sra sres sras srta srtas dª dña da dr dra dres dras prof profa profª ing arq lic lcdo lcda ldo' +
    ' lda abg mtro mtra sto sta fr gral cnel cap cte tte sgto alte excmo excma ilmo ilma rvdo rvda mons' +
    ' hno hna pbro avda av c/ ctra pza plza pl urb edif dpto depto prov p.ej ej p.e cf cfr vid véase aprox' +
    ' admón fdo fca pte pdte vicepdte secr exmo EE FF RR JJ CC mr mrs ntra ntro',
  numeric:
    'art arts cap caps fig figs n no núm núms nro nros n° nº p pp pág págs vol vols t tomo lib sec secc' +
    ' párr inc apdo apto of cra cr cl cll km tel tels teléf tfno ext ed ene feb mar abr may jun jul ago' +
    ' sep sept set oct nov dic lun mié jue vie sáb dom s ss sig sigs v vv aa col tít disp §',
  medial:
    'UU AA HH OO s.a s.l s.r.l s.a.s s.a.c cía cia hnos ee.uu u.e o.n.u r.u d.f D.C c.v j.c u.r.s.s etc',
  trailing: 'a.c a.m p.m m.a p.d p.s',
  starters:
    'el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella él ella' +
    ' ellos ellas yo tú usted ustedes nosotros vosotros mi mis tu tus su sus nuestro nuestra nuestros' +
    ' nuestras que qué quien quién cuando cuándo donde dónde como cómo cual cuál por porque para con sin' +
    ' sobre bajo ante tras desde hasta según durante mediante entre hacia contra en de del al a y e o u ni' +
    ' pero sino aunque si no sí ya también tampoco además así entonces luego después antes ahora hoy ayer' +
    ' mañana aquí allí siempre nunca todo toda todos todas cada otro otra otros otras algunos algunas' +
    ' muchos muchas varios varias se es son era eran fue fueron hay había ha han está están tiene embargo' +
    ' mientras actualmente',
}
