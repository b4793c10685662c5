/**
 * What the sentence splitter must know of one language. Every list is one string of lower-case words
 * separated by spaces, written without the final full stop (`'dr prof z.b'`), so that a list reads as prose.
 */
export interface SentenceRules {
  /** Abbreviations that introduce a word and so never end a sentence: `Dr. Smith`, `z. B. so`. */
  readonly leading?: string
  /** Abbreviations that introduce a number, and end a sentence before anything else: `p. 5`. */
  readonly numeric?: string
  /** Abbreviations that end a sentence only where a `starters` word follows: `U.S. Army`, `Co. They`. */
  readonly medial?: string
  /** Abbreviations with inner full stops that end a sentence wherever a capital follows: `Ph.D.`, `p.m.` */
  readonly trailing?: string
  /** Words that often open a sentence and are seldom names: articles, pronouns, conjunctions. */
  readonly starters?: string
  /** What precedes an ordinal number written with a full stop: articles, `am 3. Oktober`. */
  readonly beforeOrdinal?: string
  /** What follows an ordinal number written with a full stop: months, `Jahrhundert`. */
  readonly afterOrdinal?: string
  /** Sentence marks of this language that are other marks elsewhere: `;` in Greek, `:` in Armenian. */
  readonly marks?: string
}
