import { createHash } from 'node:crypto'
import { yearsCovered } from '../../src/card/value.ts'
import type { Content } from '../../src/document/content.ts'
import { assemble } from '../../src/edition/assemble.ts'
import { contentOf, idToken, originalOf } from './content.ts'
import { numberToken, outlineOf } from './outline.ts'
import type { Outline } from './outline.ts'
import { locales, sourceLocale, wordsOf } from './words.ts'

/**
 * A document as text that SQL's format() fills in for each: `%1$s` is the beginning of the document's id, from which
 * the ids of its segments are made, `%2$s` its number, `%3$s` its as-of date as JSON, `%4$s` when it was published.
 * Bodies come from the service's own `assemble`, so they are what publishing would have written.
 */
export interface Template {
  readonly source: { readonly topics: readonly string[]; readonly original: string; readonly sha256: string }
  readonly units: readonly object[]
  readonly segments: readonly object[]
  readonly cards: readonly object[]
  readonly evidence: readonly object[]
  /** A row for every topic and kind under which a list finds a card. */
  readonly places: readonly object[]
  readonly editions: readonly object[]
  readonly liveCards: readonly object[]
}

const timeToken = 'QTIMEQ'

const formatOf = (text: string): string =>
  text
    .replaceAll('%', '%%')
    .replaceAll(idToken, '%1$s')
    .replaceAll(numberToken, '%2$s')
    .replace('"asOf":null', '"asOf":%3$s')
    .replace(timeToken, '%4$s')

function bodyIn(locale: string, content: Content, outline: Outline) {
  const ids = content.units.flatMap((unit) => unit.segments.map(({ id }) => id))
  const texts = outline.units.flatMap((unit) => unit.sentences.map((write) => write(locale)))
  const translations = new Map(locale === sourceLocale ? [] : ids.map((id, at) => [id, texts[at] ?? '']))
  return assemble({ content, locale, sourceLocale, translations })
}

const suffix = (id: string): string => id.slice(idToken.length)

function sourceRows(content: Content): Pick<Template, 'units' | 'segments' | 'evidence'> {
  const segments = content.units.flatMap((unit) => unit.segments.map((each) => ({ ...each, unit: unit.key })))
  return {
    units: content.units.map(({ key, shape }, position) => ({
      position,
      unit: key,
      kind: shape?.kind ?? null,
      level: shape?.level ?? 0,
    })),
    segments: segments.map(({ id, text, gap, unit }, position) => ({
      position,
      unit,
      suffix: suffix(id),
      text: formatOf(text),
      gap,
    })),
    evidence: [...content.evidence]
      .flatMap(([unit, ids]) => ids.map((id) => ({ unit, suffix: suffix(id) })))
      .map((row, position) => ({ ...row, position })),
  }
}

/** As `placesOf` in src/store/editions.ts. */
const placesOf = ({ cards }: Content) =>
  cards.flatMap(({ key, kind, topics, value }) => {
    const { firstYear, lastYear } = yearsCovered(value)
    const years = { first_year: firstYear, last_year: lastYear }
    return ['', ...new Set(topics)].flatMap((topic) =>
      ['', kind].map((each) => ({ topic, kind: each, key, ...years })),
    )
  })

const slugIn = (locale: string): string => `${wordsOf(locale).slug}-${numberToken}`

/** What the service answers for an edition, for a reference that has nothing to put together. */
function answerOf(locale: string, body: object): string {
  const standing = {
    slug: slugIn(locale),
    locale,
    dir: locale === 'ar' ? 'rtl' : 'ltr',
    requestedLocale: locale,
    fallback: false,
    sourceLocale,
    edition: 1,
    revision: 1,
    publishedAt: timeToken,
    upToDate: true,
    outdated: [],
  }
  const alternates = locales.toSorted().map((each) => {
    const slug = slugIn(each)
    return {
      locale: each,
      slug,
      href: `/v1/documents/${encodeURIComponent(slug)}?locale=${each}`,
      upToDate: true,
    }
  })
  return JSON.stringify({ ...standing, ...body, alternates })
}

/** The `at`th template, with everything that a document has in the database. */
export function templateOf(at: number): Template {
  const outline = outlineOf(at)
  const content = contentOf(outline)
  const original = originalOf(content)
  const bodies = locales.map((locale) => ({ locale, body: bodyIn(locale, content, outline) }))
  return {
    source: { topics: outline.topics, original, sha256: createHash('sha256').update(original).digest('hex') },
    ...sourceRows(content),
    cards: content.cards.map((card, position) => ({ ...card, position })),
    places: placesOf(content),
    editions: bodies.map(({ locale, body }) => ({
      locale,
      body: formatOf(JSON.stringify(body)),
      answer: formatOf(answerOf(locale, body)),
      title: formatOf(body.title.text),
      summary: formatOf(body.summary?.text ?? ''),
    })),
    liveCards: bodies.flatMap(({ locale, body }) =>
      body.cards.map((card, position) => ({
        locale,
        position,
        key: card.key,
        body: formatOf(JSON.stringify(card)),
      })),
    ),
  }
}
