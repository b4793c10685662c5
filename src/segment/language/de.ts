import type { SentenceRules } from './rules.ts'

/** German. */
export const de: SentenceRules = {
  leading:
    'hr hrn fr frl dr prof dipl ing Mag med phil jur rer nat pol oec theol habil h.c doz pfr hl st z.b zb' +
    ' d.h dh u.a ua u.ä v.a o.ä i.d.r i.a i.v z.t z.zt z.z s.o s.u m.e a.a.o bzgl bzw ca evtl exkl inkl' +
    ' ggf ggfs gegr geb gest verh vgl sog kath evang ev allg bes entspr engl frz ital span lat griech dt' +
    ' österr schweiz amerik russ ehem einschl zzgl abzgl vorm nachm jährl mtl tägl wg lt gem betr insb' +
    ' insbes max min mind maj oberst hptm ltn sen jun röm röm-kath urspr usprl wiss techn mil milit östl' +
    ' westl nördl südl vermutl bspw zit hrsg ggü gez i.e e.g d.j d.ä p.a s.a rd f.d',
  numeric:
    'nr nrn s seite bd bde abs art abb anm anl aufl bl blg kap ziff zif z tab taf str tel fax rn rdnr rz' +
    ' § jan feb febr mär apr jun jul aug sep sept okt nov dez mo di mi do fr sa so jg jh jhd hs lfd ausg' +
    ' pos kfz lit satz unterabs vol v c op bgbl',
  medial: 'u.s.a e.v g.m.b.h gmbh co mbh dgl usf usw etc ff n.chr v.chr chr jh mio mrd u.k e.u a.d',
  starters:
    'der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener' +
    ' jene jenes er sie es wir ihr ich du man mein meine dein sein seine seinen seinem unser unsere euer' +
    ' wer was wem wen wann wo wie warum wieso weshalb woher wohin welche welcher welches wenn als ob da' +
    ' weil dass obwohl während nachdem bevor bis seit sobald und oder aber denn sondern doch jedoch auch' +
    ' nur noch schon so dann danach deshalb daher trotzdem außerdem allerdings dabei damit dazu dort hier' +
    ' heute gestern morgen jetzt nun in im an am auf aus bei beim mit nach von vom vor zu zum zur für' +
    ' gegen ohne um durch unter über zwischen neben hinter laut trotz wegen alle alles viele einige' +
    ' mehrere manche jeder jede jedes kein keine nicht ja nein ist sind war waren hat haben hatte wird' +
    ' werden wurde wurden kann können',
  beforeOrdinal:
    'der die das den dem des am im vom zum zur beim ins ans dieser diese diesen diesem jeder jede jedes' +
    ' jeden jedem sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer mein meine meinen meinem' +
    ' meiner unser unsere unseren unserem unserer ein eine einen einem einer ab bis montag dienstag' +
    ' mittwoch donnerstag freitag samstag sonnabend sonntag',
  afterOrdinal:
    'januar jänner februar feber märz april mai juni juli august september oktober november dezember jan' +
    ' feb mär apr jun jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrhunderte jahrhunderten' +
    ' jahrtausend jahrtausends jh jhd jhdt mal geburtstag klasse platz stock etage auflage weltkrieg' +
    ' bezirk kapitel band teil tag jahrestag semester lebensjahr woche monat jahr runde spieltag minute' +
    ' bundesliga liga armee division etappe rang plätze preis fc sinfonie symphonie bundestag wahlperiode' +
    ' staffel folge',
}
