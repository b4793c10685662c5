import type { SentenceRules } from './rules.ts'

/** Finnish. */
export const fi: SentenceRules = {
  leading:
    'esim ts ns toht prof fil maist dipl ins hra rva nti ks vrt huom mm ml em ao kenr ev maj kapt luutn' +
    ' yht toim suom alk',
  numeric: 'nro n:o s sivu ss luku kpl kuva taul os art § mom klo puh v vv op vol',
  medial: 'jne ym yms tms jaa eaa jkr ekr e.kr j.kr oy ab mrd milj',
  starters:
    'se ne hän he minä sinä me te tämä nämä tuo nuo joka mikä mitä kuka missä milloin miksi miten kun jos' +
    ' koska vaikka että ja tai mutta sillä siis myös vain kuitenkin sitten nyt tänään eilen siellä täällä' +
    ' kaikki monet jotkut jokainen ei ovat on oli ollut jälkeen ennen aikana',
  afterOrdinal:
    'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta' +
    ' lokakuuta marraskuuta joulukuuta',
}
