import { ar } from './ar.ts'
import { bg } from './bg.ts'
import { common } from './common.ts'
import { cs } from './cs.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { el } from './el.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { hu } from './hu.ts'
import { hy } from './hy.ts'
import { it } from './it.ts'
import { kk } from './kk.ts'
import { ml } from './ml.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import type { SentenceRules } from './rules.ts'
import { sv } from './sv.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

/** Rules per language subtag. Where a language has none of its own, those of its closest relative. */
const languages: Record<string, SentenceRules> = {
  ar,
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  fi,
  fr,
  he,
  hi,
  hu,
  hy,
  it,
  kk,
  ml,
  nl,
  pl,
  pt,
  ro,
  ru,
  sv,
  tr,
  uk,
  af: nl,
  az: tr,
  be: ru,
  ca: es,
  et: fi,
  fa: ar,
  fo: da,
  gl: pt,
  hr: cs,
  ky: kk,
  lb: de,
  mk: bg,
  mo: ro,
  mr: hi,
  nb: da,
  ne: hi,
  nn: da,
  no: da,
  ps: ar,
  sk: cs,
  sl: cs,
  sr: bg,
  ur: ar,
  yi: he,
}

/** The lists of one language, with those common to all, ready to look words up in. */
export interface Lexicon {
  readonly leading: ReadonlySet<string>
  readonly numeric: ReadonlySet<string>
  readonly medial: ReadonlySet<string>
  readonly trailing: ReadonlySet<string>
  readonly starters: ReadonlySet<string>
  readonly beforeOrdinal: ReadonlySet<string>
  readonly afterOrdinal: ReadonlySet<string>
  readonly marks: string
}

function words(...lists: (string | undefined)[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => (list === undefined ? [] : list.split(' '))))
}

function compile(rules: SentenceRules): Lexicon {
  return {
    leading: words(common.leading, rules.leading),
    numeric: words(common.numeric, rules.numeric),
    medial: words(common.medial, rules.medial),
    trailing: words(common.trailing, rules.trailing),
    starters: words(rules.starters),
    beforeOrdinal: words(rules.beforeOrdinal),
    afterOrdinal: words(rules.afterOrdinal),
    marks: rules.marks ?? '',
  }
}

const compiled = new Map<string, Lexicon>()

/** The lexicon for a BCP 47 tag, by its language subtag; the common lists for any other language or text. */
export function lexiconFor(locale: string): Lexicon {
  const subtag = locale.split(/[-_]/, 1)[0]?.toLowerCase() ?? ''
  const language = Object.hasOwn(languages, subtag) ? subtag : 'und'
  const known = compiled.get(language)
  if (known !== undefined) return known
  const lexicon = compile(languages[language] ?? {})
  compiled.set(language, lexicon)
  return lexicon
}
