import type { SentenceRules } from './rules.ts'

/** Arabic; Persian and Urdu use it too. A single letter before a full stop is an initial anyway. */
export const ar: SentenceRules = {
  leading: 'أ.د ا.د د.م م.م أ.م أ.م.د ص.ب ت.ن تح تر',
  numeric: 'ص ج مج ط ع ت م ق رقم ش ف',
  medial: 'ق.م ب.م ش.م.م ش.م ش.ذ.م.م و.م.أ هـ ه م',
}
