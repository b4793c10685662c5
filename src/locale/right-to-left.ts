/**
 * ISO 15924 codes of the scripts that Unicode writes from right to left (UCD, Bidi_Class R or AL; CLDR
 * scriptMetadata, column RTL). A list because `Intl.Locale.prototype.textInfo` knows only the languages it
 * has layout data for: Node 20 answers `ltr` for dv, rhg, az-Arab and ku-Arab.
 */
const scripts =
  'Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero ' +
  'Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi'

export const rightToLeftScripts: ReadonlySet<string> = new Set(scripts.split(' '))
