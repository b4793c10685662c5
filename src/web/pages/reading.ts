import { direction } from '../../locale/tag.ts'
import { translatorFor } from '../../message/translator.ts'
import type { Translator } from '../../message/translator.ts'
import type { DocumentView, Passage, ShownSegment } from '../../edition/body.ts'
import { languageOf } from './site-links.ts'

/** A document as one reader sees it: the edition, the reader's interface language, and what the parts refer to. */
export interface Reading {
  readonly view: DocumentView
  readonly translator: Translator
  /** `lang` and `dir` of interface strings inside the article, where they differ from the article's. */
  readonly ours: { lang?: string; dir?: 'ltr' | 'rtl' }
  readonly outdated: ReadonlySet<string>
  /** The number of each sentence of the body, from 1, by its id. */
  readonly numbers: ReadonlyMap<string, number>
}

export function readingOf(view: DocumentView, interfaceLocale: string): Reading {
  const translator = translatorFor(interfaceLocale)
  const body = view.body.flatMap((block) => block.segments)
  return {
    view,
    translator,
    ours: languageOf(translator, view.locale),
    outdated: new Set(view.outdated),
    numbers: new Map(body.map((segment, at) => [segment.id, at + 1])),
  }
}

/** Every passage of a document, in the order of the page. */
export function passagesOf(view: DocumentView): readonly Passage[] {
  const cards = view.cards.flatMap((card) => [card.headline, card.text])
  return [view.title, ...(view.summary === null ? [] : [view.summary]), ...cards, ...view.body]
}

/** `lang` and `dir` of a sentence that is shown in another language than the edition's: a gap. */
export function gapLanguage(segment: ShownSegment, reading: Reading): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (segment.locale === undefined) return {}
  return languageOf({ locale: segment.locale, dir: direction(segment.locale) }, reading.view.locale)
}
