import type { SentenceRules } from './rules.ts'

/** English. */
export const en: SentenceRules = {
  leading:
    'drs profs Sen Rep Gov Pres supt insp det maj brig cdr pvt spc pfc amb atty dist e.g i.e eg ie f.e mx' +
    ' mme mlle msgr fr br mts incl excl esp resp aka a.k.a c/o asst assoc natl intl univ btw med fwd',
  numeric:
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun pg pgs' +
    ' eq eqs ft lb lbs oz yd mi ex exs exh bk bks ver vers ser supp pt pts rm apt bldg flr fn nn ll cl cls' +
    ' reg regs stat pop est circa fl',
  medial:
    'ala ariz Ark calif colo conn Del fla Ga Ill Ind kan kans ky La md mich minn Miss Mo mont neb nebr' +
    ' nev okla ont Ore Pa penn penna Que tenn tex Va vt Wash wis wisc wyo assn mfg ave blvd rd hwy pkwy sq' +
    ' et.al u.s.s u.s.s.r u.a.e r.o.c n.y l.a n.j d.c s.a i.v',
  trailing:
    'ed.d psy.d pharm.d d.d.s d.v.m r.n b.s m.s m.eng b.eng m.phil a.b n.w n.e s.w s.e p.s.t p.d.t e.s.t' +
    ' e.d.t c.s.t c.d.t m.s.t m.d.t g.m.t u.t.c',
  starters:
    'a an the this that these those he she it we they you i my your his her its our their there here what' +
    ' who whom whose which when where why how if while although though because since after before until' +
    ' unless as so but and or nor yet for in on at by to from with without within during through under' +
    ' over despite besides however therefore moreover furthermore meanwhile nevertheless thus hence then' +
    ' also instead otherwise finally first second next later today tomorrow yesterday now soon some many' +
    ' most several all both each every any no not none one two three another such is are was were do does' +
    " did has have had can could will would shall should may might must let let's don't it's that's" +
    " there's he's she's we're they're you're i'm i've i'll once even only just please yes according among" +
    ' about whether perhaps maybe still recently',
}
