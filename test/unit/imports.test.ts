import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootFolder } from '../../src/root.ts'

/** Plants imports in a copy of the house and asks the linter which of them it lets pass. */

const forbidden: readonly (readonly [file: string, specifier: string])[] = [
  ['src/locale/planted.ts', '../segment/split.ts'],
  ['src/locale/planted.ts', 'node:fs'],
  ['src/segment/planted.ts', '../store/documents.ts'],
  ['src/segment/planted.ts', 'hono'],
  ['src/exchange/planted.ts', '../document/content.ts'],
  ['src/message/planted.ts', '../document/content.ts'],
  ['src/account/planted.ts', '../document/find.ts'],
  ['src/document/planted.ts', '../card/value.ts'],
  ['src/document/match/planted.ts', '../../edition/read.ts'],
  ['src/card/planted.ts', '../translation/save.ts'],
  ['src/translation/planted.ts', '../edition/publish.ts'],
  ['src/edition/planted.ts', '../web/reply.ts'],
  ['src/edition/planted.ts', 'drizzle-orm'],
  ['src/edition/planted.ts', '../delivery/delivery.ts'],
  ['src/delivery/planted.ts', '../web/front.ts'],
  ['src/delivery/planted.ts', 'hono'],
  ['src/delivery/planted.ts', 'drizzle-orm'],
  ['src/store/planted.ts', '../document/content.ts'],
  ['src/web/planted.ts', '../store/documents.ts'],
  ['src/web/api/planted.ts', '../../store/documents.ts'],
  ['src/web/api/planted.ts', '../../../db/schema/index.ts'],
  ['src/web/pages/planted.tsx', 'drizzle-orm/pg-core'],
  ['src/cli/planted.ts', '../store/documents.ts'],
  ['src/setup/planted.ts', '../web/reply.ts'],
  ['src/app.ts', 'drizzle-orm'],
  ['src/main.ts', '../db/schema/index.ts'],
  ['src/vocabulary.ts', './refusal.ts'],
  ['db/schema/planted.ts', '../../src/refusal.ts'],
]

const allowed: readonly (readonly [file: string, specifier: string])[] = [
  ['src/segment/allowed.ts', '../locale/tag.ts'],
  ['src/document/allowed.ts', '../account/editor.ts'],
  ['src/document/allowed.ts', '../store/documents.ts'],
  ['src/edition/allowed.ts', '../translation/save.ts'],
  ['src/web/api/allowed.ts', '../../edition/read.ts'],
  ['src/delivery/allowed.ts', '../edition/read.ts'],
  ['src/web/allowed.ts', '../delivery/delivery.ts'],
  ['src/store/allowed.ts', 'drizzle-orm'],
  ['src/setup/allowed.ts', '../edition/publish.ts'],
  ['db/schema/allowed.ts', '../../src/vocabulary.ts'],
]

let house: string
beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'fiche-lint-'))
  await writeFile(join(house, '.oxlintrc.json'), await readFile(join(rootFolder, '.oxlintrc.json')))
})
afterAll(() => rm(house, { recursive: true, force: true }))

const oxlint = join(rootFolder, 'node_modules', '.bin', 'oxlint')

/** The files in which the linter finds a forbidden import. */
async function caughtIn(plants: readonly (readonly [string, string])[]): Promise<string[]> {
  const files = new Map<string, string>()
  for (const [file, specifier] of plants) {
    const line = `import * as planted${files.size} from '${specifier}'\nexport { planted${files.size} }\n`
    const name = file.replace(/(planted|allowed)/, `$1${files.size}`)
    files.set(name, `${files.get(name) ?? ''}${line}`)
  }
  for (const [file, text] of files) {
    await mkdir(dirname(join(house, file)), { recursive: true })
    await writeFile(join(house, file), text)
  }
  const run = promisify(execFile)(oxlint, ['-f', 'json', ...files.keys()], { cwd: house })
  // It exits with 1 when it finds anything; its findings are on standard output all the same.
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
  const { diagnostics }: { diagnostics: { code: string; filename: string }[] } = JSON.parse(output)
  const found = new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename),
  )
  return [...files.keys()].filter((file) => [...found].some((name) => name.endsWith(file)))
}

test('every planted violation of the import table is caught', async () => {
  expect(await caughtIn(forbidden)).toHaveLength(forbidden.length)
})

test('what the table allows passes', async () => {
  expect(await caughtIn(allowed)).toEqual([])
})
