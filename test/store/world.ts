/**
 * A small world in plain SQL: two documents in French, `a` and `b`, alike in everything. Each has two
 * revisions, an edition in French, two in English of which the second is live, a former slug, a card with
 * its evidence, a comment and two versions of a translation.
 */
import { sql } from 'drizzle-orm'
import { sqlState, violatedConstraint, type Database } from '../../src/store/database.ts'

/** A row as SQL expressions by column. */
export type Row = Readonly<Record<string, string>>

const id = (letter: string, number: number): string =>
  `'00000000-0000-7000-8000-${letter.repeat(10)}${String(number).padStart(2, '0')}'`

export const editor = id('e', 1)
export const text = 'La première phrase. La deuxième.'
export const sha256 = `sha256(convert_to('${text}', 'UTF8'))`

const idsOf = (letter: string) => ({
  letter,
  document: id(letter, 0),
  first: id(letter, 1),
  second: id(letter, 2),
  title: id(letter, 3),
  summary: id(letter, 4),
  headline: id(letter, 5),
  cardText: id(letter, 6),
})
type Ids = ReturnType<typeof idsOf>

export const a: Ids = idsOf('a')
export const b: Ids = idsOf('b')

function inserted(table: string, rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lists = rows.map((row) => `(${columns.map((column) => row[column]).join(', ')})`)
  return `insert into ${table} (${columns.join(', ')}) values ${lists.join(', ')}`
}

/** Every row of `list` with the columns of `common` as well. */
const each = (common: Row, list: readonly Row[]): Row[] => list.map((row) => ({ ...common, ...row }))

function originalRows({ document }: Ids): string[] {
  const revision = {
    document_id: document,
    original_sha256: sha256,
    media_type: `'text/plain'`,
    charset: `'utf-8'`,
    as_of: `'2024-04'`,
    topics: `'{}'`,
    title_in_text: 'false',
    created_by: editor,
  }
  const bytes = `convert_to('${text}', 'UTF8')`
  return [
    inserted('document', [{ id: document, source_locale: `'fr'` }]),
    inserted('original', [{ document_id: document, sha256, bytes }]),
    inserted('revision', each(revision, [{ number: '1' }, { number: '2' }])),
  ]
}

/** Units and segments; revision 1 has the title and a block, revision 2 everything. */
function contentRows({ document, ...segments }: Ids): string[] {
  const { first, second, title, summary, headline, cardText } = segments
  const places: readonly (readonly [unit: string, segment: string])[] = [
    [`'title'`, title],
    [`'summary'`, summary],
    [`'card.k.headline'`, headline],
    [`'card.k.text'`, cardText],
    [`'b1'`, first],
    [`'b2'`, second],
  ]
  const kind = (unit: string) => (/^'b\d/.test(unit) ? `'paragraph'` : 'null')
  const inRevision = (revision: string, kept: typeof places) => [
    inserted(
      'revision_unit',
      kept.map(([unit], position) => ({
        document_id: document,
        revision,
        position: String(position),
        unit,
        kind: kind(unit),
      })),
    ),
    inserted(
      'revision_segment',
      kept.map(([unit, segment], position) => ({
        document_id: document,
        revision,
        position: String(position),
        unit,
        segment_id: segment,
        gap: `' '`,
      })),
    ),
  ]
  return [
    inserted(
      'unit',
      places.map(([key]) => ({ document_id: document, key })),
    ),
    inserted(
      'segment',
      places.map(([unit, segment]) => ({ document_id: document, id: segment, unit, text: `'Une phrase.'` })),
    ),
    ...inRevision('1', [places[0] ?? ['', ''], places[4] ?? ['', '']]),
    ...inRevision('2', places),
    inserted('card', [
      { document_id: document, revision: '2', position: '0', key: `'k'`, kind: `'event'`, topics: `'{}'` },
    ]),
    inserted(
      'evidence',
      each({ document_id: document, revision: '2', position: '0', segment_id: first }, [
        { unit: `'summary'` },
        { unit: `'card.k.text'` },
      ]),
    ),
  ]
}

function variantRows({ document, letter, first }: Ids): string[] {
  const slugs = [`'${letter}'`, `'${letter}-former'`, `'${letter}-en'`]
  const place = { document_id: document, locale: `'en'`, segment_id: first, author: editor }
  return [
    inserted(
      'slug_owner',
      each(
        { document_id: document },
        slugs.map((slug) => ({ slug })),
      ),
    ),
    inserted(
      'slug',
      each(
        { document_id: document },
        slugs.map((slug) => ({ locale: slug.endsWith(`-en'`) ? `'en'` : `'fr'`, slug })),
      ),
    ),
    inserted('variant', [
      { document_id: document, locale: `'fr'`, slug: slugs[0] ?? 'null' },
      { document_id: document, locale: `'en'`, slug: slugs[2] ?? 'null' },
      { document_id: document, locale: `'es'`, slug: 'null' },
    ]),
    inserted(
      'translation',
      each({ ...place, origin: `'human'` }, [
        { version: '1', text: `'A draft.'`, state: `'initial'` },
        { version: '2', text: `'A sentence.'`, state: `'translated'` },
      ]),
    ),
    inserted('comment', [{ ...place, id: document, text: `'Is this right?'` }]),
  ]
}

function editionRows({ document }: Ids): string[] {
  const edition = {
    document_id: document,
    revision: '2',
    body: `'{"title": {}}'`,
    translations: `'{}'`,
    allow_gaps: 'true',
    published_by: editor,
  }
  const live = { document_id: document, locale: `'en'` }
  const listed = { ...live, topic: `''` }
  return [
    inserted(
      'edition',
      each(edition, [
        { locale: `'fr'`, number: '1' },
        { locale: `'en'`, number: '1' },
        { locale: `'en'`, number: '2' },
      ]),
    ),
    inserted('live_edition', [
      { ...live, number: '2', revision: '2', as_of: `''`, topics: `'{}'`, title: `'A'`, since: 'now()' },
    ]),
    inserted('listing', [{ ...listed, as_of: `'2024-04'` }]),
    inserted('live_card', [{ ...live, key: `'k'`, body: `'{}'` }]),
    inserted('card_listing', [{ ...listed, kind: `''`, last_year: '1995', first_year: '1995', key: `'k'` }]),
    inserted('event', [
      { id: document, editor_id: editor, action: `'x'`, document_id: document, details: `'{}'` },
    ]),
  ]
}

const site: readonly string[] = [
  inserted('locale', [
    { tag: `'fr'`, position: '0', is_default: 'true' },
    { tag: `'en'`, position: '1', is_default: 'false' },
    { tag: `'es'`, position: '2', is_default: 'false' },
    { tag: `'de'`, position: '3', is_default: 'false' },
  ]),
  inserted('locale_fallback', [{ locale: `'en'`, position: '0', fallback: `'fr'` }]),
  inserted('editor', [{ id: editor, kind: `'key'`, name: `'Test'` }]),
  inserted('editor_role', [{ editor_id: editor, role: `'admin'`, locale: 'null' }]),
]

const changes: string = inserted(
  'change',
  [a, b].map(({ document }, index) => ({
    number: String(index + 1),
    kind: `'published'`,
    document_id: document,
    locale: `'en'`,
    edition: '2',
  })),
)

/** Fills a database that has nothing but its tables. */
export async function makeWorld(database: Database): Promise<void> {
  const ofDocument = (ids: Ids) =>
    [originalRows, contentRows, variantRows, editionRows].flatMap((rows) => rows(ids))
  const statements = [...site, ...ofDocument(a), ...ofDocument(b), changes]
  await database.transact(async (transaction) => {
    for (const statement of statements) await transaction.execute(sql.raw(statement))
  })
}

const place: Row = { document_id: a.document, locale: `'en'`, segment_id: a.first }

/** For each table a row that the world has room for. */
const nextRows = {
  original: {
    document_id: a.document,
    sha256: `sha256('\\x00')`,
    bytes: `'\\x00'`,
  },
  revision: {
    document_id: a.document,
    number: '3',
    original_sha256: sha256,
    media_type: `'text/markdown'`,
    charset: `'utf-8'`,
    as_of: `'2024-04-12'`,
    topics: `'{nato}'`,
    title_in_text: 'true',
    created_by: editor,
  },
  unit: { document_id: a.document, key: `'b3'` },
  segment: {
    document_id: a.document,
    id: id('a', 90),
    unit: `'b1'`,
    text: `'Une autre phrase.'`,
    predecessor: a.first,
  },
  revision_unit: { document_id: a.document, revision: '1', position: '2', unit: `'b2'`, kind: `'heading'` },
  revision_segment: {
    document_id: a.document,
    revision: '1',
    position: '2',
    unit: `'b1'`,
    segment_id: a.second,
    gap: `E'\\n'`,
  },
  card: {
    document_id: a.document,
    revision: '1',
    position: '0',
    key: `'otan-1995'`,
    kind: `'figure'`,
    topics: `'{}'`,
    value: `'{"type": "date", "from": "1995", "to": null}'`,
  },
  evidence: {
    document_id: a.document,
    revision: '2',
    unit: `'summary'`,
    position: '1',
    segment_id: a.second,
  },
  slug_owner: { document_id: a.document, slug: `'الأمن-2024'` },
  slug: { document_id: a.document, locale: `'en'`, slug: `'a'` },
  variant: { document_id: a.document, locale: `'de'` },
  translation: {
    ...place,
    version: '3',
    text: `'Another sentence.'`,
    state: `'reviewed'`,
    origin: `'import'`,
    author: editor,
  },
  comment: { ...place, id: id('a', 91), text: `'Yes.'`, author: editor },
  edition: {
    document_id: a.document,
    locale: `'en'`,
    number: '3',
    revision: '1',
    body: `'{}'`,
    translations: `'{}'`,
    allow_gaps: 'false',
    published_by: editor,
  },
  live_edition: {
    document_id: a.document,
    locale: `'fr'`,
    number: '1',
    revision: '2',
    as_of: `'2024'`,
    topics: `'{}'`,
    title: `'A'`,
    since: 'now()',
  },
  live_card: { document_id: a.document, locale: `'en'`, key: `'otan-1995'`, body: `'{}'` },
  change: { number: '3', kind: `'withdrawn'`, document_id: a.document, locale: `'en'`, edition: '2' },
  locale: { tag: `'zh-Hans'`, position: '4', is_default: 'false' },
  locale_fallback: { locale: `'en'`, position: '1', fallback: `'es'` },
  editor: { id: id('e', 2), kind: `'person'`, name: `'Aïcha'` },
  editor_role: { editor_id: editor, role: `'translator'`, locale: `'en'` },
  key: { id: id('e', 3), editor_id: editor, hash: `sha256('\\x01')`, hint: `'fiche_…'` },
  event: { id: id('e', 4), editor_id: editor, action: `'x'`, details: `'{}'` },
} as const satisfies Record<string, Row>

export type Table = keyof typeof nextRows
export const tables = Object.keys(nextRows).filter((name): name is Table => name in nextRows)

/** The next row of a table as an INSERT, with some columns changed. */
export function insert(table: Table, changed: Row = {}): string {
  return inserted(table, [{ ...nextRows[table], ...changed }])
}

class Undone extends Error {}

/**
 * What becomes of a statement: the constraint that refuses it (the SQLSTATE where it has no name), or
 * `accepted`. The database is as before in any case. A statement that is itself wrong throws.
 */
export async function outcome(database: Database, statement: string): Promise<string> {
  try {
    await database.transact(async (transaction) => {
      await transaction.execute(sql.raw(statement))
      throw new Undone()
    })
  } catch (error) {
    if (error instanceof Undone) return 'accepted'
    const refusal = violatedConstraint(error) ?? feature(sqlState(error))
    if (refusal !== undefined) return refusal
    throw error
  }
  return 'accepted'
}

/** 0A000: TRUNCATE of a table that others refer to; 428C9: a value for a generated column. */
const feature = (state: string | undefined): string | undefined =>
  state === '0A000' || state === '428C9' ? state : undefined
