import type { SentenceRules } from './rules.ts'

/** Turkish: an ordinal number ends in a full stop, `3. sınıf`. */
export const tr: SentenceRules = {
  leading:
    'dr prof doç yrd öğr gör Av sn alb yb bnb yzb ütğm tğm gen org müh mim op uzm ecz hz st mah cad sok' +
    ' sk blv apt örn ör bkz krş yak s.a çev haz ed red ing fr alm lat',
  numeric: 'no nr s sf sh c cilt md fık böl şek tab tel bkz',
  medial: 'vb vd vs mö ms m.ö m.s a.ş ltd şti t.c a.b.d yy',
  starters:
    'bu şu o bunlar şunlar onlar ben sen biz siz bir ama fakat ancak ve veya çünkü eğer ise sonra önce' +
    ' şimdi bugün dün yarın burada orada ne nasıl neden niçin nerede kim hangi her bazı birçok tüm bütün' +
    ' hiç daha en çok',
  afterOrdinal:
    'yüzyıl yüzyılda yüzyılın dünya cadde sokak sınıf kat bölüm madde ocak şubat mart nisan mayıs haziran' +
    ' temmuz ağustos eylül ekim kasım aralık',
}
