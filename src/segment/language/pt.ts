import type { SentenceRules } from './rules.ts'

/** Portuguese. */
export const pt: SentenceRules = {
  leading:
    'sr sra srs sras srta srtas d dª dr dra drs dras prof profa profª profs eng engª arq adv exmo exma' +
    ' ilmo ilma rev revmo pe fr Ir sto sta cap cel gen maj ten sgt alm brig des min dep sen gov pres v.ex' +
    ' v.exa v.s v.sª av rod al pça pç trav tv lgo p.ex ex i.e e.g cf cfr aprox apto obs ltda adm dir fund' +
    ' inst univ vs',
  numeric:
    'art arts cap caps fig figs n no nº n° núm nr p pp pág págs vol vols t tomo sec seç par § inc al alín' +
    ' ed jan fev mar abr mai jun jul ago set out nov dez seg ter qua qui sex sáb dom tel tels ramal séc' +
    ' sécs km lt qd bl cj sl s ss v vv',
  medial: 's.a ltda cia e.u.a eua u.e o.n.u d.f j.c d.c r.u etc',
  trailing: 'a.c d.c a.m p.m p.s',
  starters:
    'o a os as um uma uns umas este esta estes estas esse essa esses essas aquele aquela ele ela eles' +
    ' elas eu tu você vocês nós meu minha seu sua seus suas nosso nossa nossos nossas que quem quando onde' +
    ' como qual quais por porque para com sem sobre sob desde até segundo durante entre contra em no na' +
    ' nos nas de do da dos das ao à aos às e ou nem mas porém contudo todavia embora se não sim já também' +
    ' além assim então depois antes agora hoje ontem amanhã aqui ali lá sempre nunca todo toda todos todas' +
    ' cada outro outra outros outras alguns algumas muitos muitas vários várias é são era eram foi foram' +
    ' há havia tem têm isso isto aquilo enquanto atualmente',
}
