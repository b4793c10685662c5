import { permit } from '../account/permission.ts'
import type { Editor } from '../account/editor.ts'
import { attentionIn } from '../document/attention.ts'
import type { Attention } from '../document/attention.ts'
import type { Content, PlacedUnit } from '../document/content.ts'
import { findContent, findDocument } from '../document/find.ts'
import { Refusal } from '../refusal.ts'
import { readSite } from '../site.ts'
import { listSlugs } from '../store/documents.ts'
import type { DocumentRow } from '../store/documents.ts'
import { listCoverage } from '../store/coverage.ts'
import type { Reader } from '../store/database.ts'
import { findLiveTranslations, listLive } from '../store/editions.ts'
import type { LiveRow } from '../store/editions.ts'
import { listOutdated, listTranslations } from '../store/translations.ts'
import type { FormerRow, TranslationRow } from '../store/translations.ts'
import type { State } from '../vocabulary.ts'

/** How a variant stands: every segment that wants a translation is counted under exactly one word. */
export interface Coverage {
  readonly locale: string
  readonly isSource: boolean
  readonly slug: string | null
  readonly segments: number
  readonly missing: number
  readonly outdated: number
  readonly initial: number
  readonly translated: number
  readonly reviewed: number
  readonly final: number
  readonly live: { readonly edition: number; readonly revision: number; readonly upToDate: boolean } | null
}

const countOf = (content: Content): number =>
  content.units
    .filter((unit) => unit.shape?.kind !== 'code')
    .reduce((total, unit) => total + unit.segments.length, 0)

/** Coverage of every locale of the site, in the site's order. */
export async function readCoverage(
  reader: Reader,
  editor: Editor | undefined,
  slug: string,
): Promise<{ revision: number; items: Coverage[] }> {
  permit(editor, 'readDrafts')
  const document = await findDocument(reader, slug)
  const content = await findContent(reader, document.id)
  const [site, live, slugs, counts] = await Promise.all([
    readSite(reader),
    listLive(reader, document.id),
    listSlugs(reader, document.id),
    listCoverage(reader, { documentId: document.id, revision: content.revision }),
  ])
  const segments = countOf(content)
  const liveSource = live.find((row) => row.locale === document.sourceLocale)
  const items = site.locales.map((locale): Coverage => {
    const row = live.find((each) => each.locale === locale)
    return {
      locale,
      isSource: locale === document.sourceLocale,
      slug: slugs.find((each) => each.locale === locale && each.isCurrent)?.slug ?? null,
      segments,
      ...standing(
        segments,
        locale === document.sourceLocale,
        counts.find((each) => each.locale === locale),
      ),
      live: row === undefined ? null : liveOf(row, liveSource),
    }
  })
  return { revision: content.revision, items }
}

function liveOf(row: LiveRow, source: LiveRow | undefined) {
  return { edition: row.number, revision: row.revision, upToDate: (source?.revision ?? 0) <= row.revision }
}

/** The original is always complete in its own language. */
function standing(
  segments: number,
  isSource: boolean,
  counts: Omit<Coverage, 'locale' | 'isSource' | 'slug' | 'segments' | 'missing' | 'live'> | undefined,
) {
  if (isSource) return { missing: 0, outdated: 0, initial: 0, translated: 0, reviewed: 0, final: segments }
  const { outdated = 0, initial = 0, translated = 0, reviewed = 0, final = 0 } = counts ?? {}
  const missing = segments - outdated - initial - translated - reviewed - final
  return { missing, outdated, initial, translated, reviewed, final }
}

/** A segment at the desk. `outdated`: what it said before, and the translation that was right then. */
export interface DeskSegment {
  readonly id: string
  readonly source: string
  readonly target: string | null
  readonly state: State
  readonly version: number
  readonly author: string | null
  readonly at: Date | null
  readonly outdated: { readonly source: string; readonly target: string } | null
}

export interface DeskUnit {
  readonly unit: PlacedUnit
  readonly segments: readonly DeskSegment[]
}

export interface Variant {
  readonly document: DocumentRow
  readonly locale: string
  readonly slug: string | null
  readonly content: Content
  readonly units: readonly DeskUnit[]
  readonly live: Coverage['live']
  readonly needsAnotherLook: readonly Attention[]
}

/** The working translation of a document into a locale; for the source locale, the original itself. */
export async function readVariant(
  reader: Reader,
  editor: Editor | undefined,
  slug: string,
  locale: string,
): Promise<Variant> {
  permit(editor, 'readDrafts')
  const document = await findDocument(reader, slug)
  const [site, content] = await Promise.all([readSite(reader), findContent(reader, document.id)])
  if (!site.locales.includes(locale)) throw new Refusal('noSuchVariant', { locale })
  const where = { documentId: document.id, locale, revision: content.revision }
  const [live, slugs, translations, former, shown] = await Promise.all([
    listLive(reader, document.id),
    listSlugs(reader, document.id),
    listTranslations(reader, where),
    listOutdated(reader, where),
    findLiveTranslations(reader, where),
  ])
  const isSource = locale === document.sourceLocale
  const desk = new Desk(translations, former, shown)
  const row = live.find((each) => each.locale === locale)
  const source = live.find((each) => each.locale === document.sourceLocale)
  return {
    document,
    locale,
    slug: slugs.find((each) => each.locale === locale && each.isCurrent)?.slug ?? null,
    content,
    units: content.units.map((unit) => ({
      unit,
      segments: unit.segments.map((segment) =>
        isSource || unit.shape?.kind === 'code'
          ? desk.original(segment, row !== undefined)
          : desk.segment(segment),
      ),
    })),
    live: row === undefined ? null : liveOf(row, source),
    needsAnotherLook: attentionIn(content),
  }
}

/** Puts what was found about each segment beside it. */
class Desk {
  readonly #translations: ReadonlyMap<string, TranslationRow>
  readonly #former: ReadonlyMap<string, FormerRow>
  readonly #shown: ReadonlyMap<string, number>

  constructor(
    translations: readonly TranslationRow[],
    former: readonly FormerRow[],
    shown: ReadonlyMap<string, number>,
  ) {
    this.#translations = new Map(translations.map((row) => [row.segmentId, row]))
    this.#former = new Map(former.map((row) => [row.segmentId, row]))
    this.#shown = shown
  }

  segment({ id, text }: { id: string; text: string }): DeskSegment {
    const row = this.#translations.get(id)
    const former = this.#former.get(id)
    const isShown = row !== undefined && this.#shown.get(id) === row.version
    return {
      id,
      source: text,
      target: row === undefined || row.text === '' ? null : row.text,
      state: isShown ? 'final' : (row?.state ?? 'initial'),
      version: row?.version ?? 0,
      author: row?.author.name ?? null,
      at: row?.createdAt ?? null,
      outdated: former === undefined ? null : { source: former.source, target: former.target },
    }
  }

  /** What is shown as it stands: the original itself, and code in any language. */
  original({ id, text }: { id: string; text: string }, isLive: boolean): DeskSegment {
    const state = isLive ? 'final' : 'initial'
    return { id, source: text, target: null, state, version: 0, author: null, at: null, outdated: null }
  }
}
