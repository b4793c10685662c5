import type { SentenceRules } from './rules.ts'

/** Armenian: the full stop is `։` (U+0589), typed `:` on most keyboards; `.` is a weaker stop. */
export const hy: SentenceRules = {
  marks: ':',
  leading: 'պրոֆ դոց ակադ տ տիկ պ օր հմմտ տես փ պող հ',
  numeric: 'էջ էջեր հ գլ նկ կետ հոդ № հեռ',
  medial: 'թ թթ դ դդ մ.թ.ա մ.թ և.այլն ու.այլն հզ մլն մլրդ',
}
