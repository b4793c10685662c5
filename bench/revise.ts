import { addKey } from '../src/account/key.ts'
import { createDocument } from '../src/document/create.ts'
import { findContent } from '../src/document/find.ts'
import { reviseOriginal } from '../src/document/revise.ts'
import { publish } from '../src/edition/publish.ts'
import { configFromEnvironment } from '../src/config.ts'
import { found } from '../src/setup/first-start.ts'
import { openDatabase } from '../src/store/database.ts'
import { ensureVariant } from '../src/store/documents.ts'
import { insertTranslations } from '../src/store/translations.ts'

/**
 * How long a new revision of a document of 5,000 sentences takes: read, split, matched, written, on the database that
 * the environment names (DATABASE_URL, else PGlite in FICHE_DATA; give it one of its own).
 *
 *   npm run build && FICHE_DATA=$(mktemp -d) node dist/bench/revise.js
 */
const config = configFromEnvironment()
const database = await openDatabase({
  folder: config.dataFolder,
  ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
})
await found(database, { ...config, sample: false })
const grants = [{ role: 'admin' as const, locale: null }]
const editor = await database.transact(async (transaction) => {
  const { editorId } = await addKey(transaction, { name: 'Bench', grants, expiresAt: null })
  return { id: editorId, name: 'Bench', grants }
})

const nouns = ['accord', 'pays', 'exercice', 'soutien', 'matériel', 'partenaire', 'ministère', 'programme']
const noun = (seed: number): string => nouns[seed % nouns.length] ?? 'accord'
const sentence = (seed: number, edit: string): string =>
  `Le ${noun(seed)} numéro ${seed} concerne ${noun(seed * 7 + 3)} et ${noun(seed * 13 + 5)}${edit} depuis ${1950 + (seed % 70)}.`

function text(every: number): Uint8Array {
  const sentences = Array.from({ length: 5000 }, (_, at) =>
    sentence(at, at % every === 1 ? ', selon une note' : ''),
  )
  const blocks = Array.from({ length: 1000 }, (_, at) => sentences.slice(at * 5, at * 5 + 5).join(' '))
  return new TextEncoder().encode(blocks.join('\n\n'))
}

const originalOf = (bytes: Uint8Array) => ({ bytes, mediaType: 'text/plain' as const, charset: 'utf-8' })

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now()
  const result = await work()
  process.stdout.write(`${name.padEnd(46)} ${Math.round(performance.now() - from)} ms\n`)
  return result
}

const created = await timed('created, 5,000 sentences', () =>
  createDocument(database, editor, { original: originalOf(text(1e9)), title: 'Essai' }),
)
const { slug } = created

/** Every sentence has a translation, in as many locales as FICHE_LOCALES names besides the source. */
const content = await findContent(database.reader, created.id)
for (const locale of config.locales.filter((each) => each !== created.sourceLocale)) {
  await database.transact(async (transaction) => {
    await ensureVariant(transaction, created.id, locale)
    const rows = content.units.flatMap((unit) =>
      unit.segments.map(({ id, text: source }) => ({
        documentId: created.id,
        locale,
        segmentId: id,
        version: 1,
        text: `${locale}: ${source}`,
        state: 'translated',
        origin: 'import',
        author: editor.id,
      })),
    )
    await insertTranslations(transaction, rows)
  })
}
process.stdout.write(`translated into ${config.locales.length - 1} locales\n`)
for (const [name, every] of [
  ['revised, 1 % of sentences changed', 100],
  ['revised, 10 % changed', 10],
  ['revised, half changed', 2],
] as const) {
  await timed(name, () =>
    reviseOriginal(database, editor, slug, { original: originalOf(text(every)), seen: '*' }),
  )
}
await timed('published in the source locale', () =>
  publish(database, editor, { slug, locale: config.defaultLocale, allowGaps: false }),
)
await database.close()
