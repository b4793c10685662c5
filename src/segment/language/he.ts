import type { SentenceRules } from './rules.ts'

/** Hebrew: most abbreviations carry a gershayim, not a full stop. */
export const he: SentenceRules = {
  leading: "פרופ' פרופ גב' ר' עו מס",
  numeric: "עמ' עמ מס' מס סע' סעיף",
}
