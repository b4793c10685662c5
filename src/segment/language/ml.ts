import type { SentenceRules } from './rules.ts'

/** Malayalam; a single letter cluster before a full stop is an initial anyway. */
export const ml: SentenceRules = {
  leading: 'ഡോ പ്രൊഫ ശ്രീ ശ്രീമതി മി മിസ് അഡ്വ എം എസ് ആർ എൻ എൽ റവ ഫാ സെന്റ്',
  numeric: 'നം പേ വാ രൂ',
  medial: 'ക്രി ബി.സി എ.ഡി',
}
