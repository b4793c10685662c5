import type { SentenceRules } from './rules.ts'

/** Hungarian: an ordinal number ends in a full stop, `2024. április 12.` */
export const hu: SentenceRules = {
  leading: 'dr prof id ifj özv szt ún pl ill kb vö ld lásd max min tkp ang ném fr lat gr br hg mgr ny',
  numeric: 'sz o old bek pont fej tel évf köt kb u',
  medial: 'stb kft bt rt zrt nyrt i.e i.sz kr.e kr.u sz u krt ft',
  starters:
    'a az egy ez azok ezek ő ők én te mi ti ki mit hol mikor miért hogyan milyen ha mert bár és de vagy' +
    ' hanem is csak így akkor most ma tegnap itt ott minden sok néhány nem van volt voltak',
  afterOrdinal:
    'január február március április május június július augusztus szeptember október november december',
}
