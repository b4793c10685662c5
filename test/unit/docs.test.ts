import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { rootFolder } from '../../src/root.ts'
import { endpoints } from '../../src/web/routes.ts'

/** What the documentation says has to be there. */
const pages = [
  'README.md',
  'CHANGELOG.md',
  'db/sample/README.md',
  ...readdirSync(join(rootFolder, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const textOf = (file: string): string => readFileSync(join(rootFolder, file), 'utf8')

test.each(pages)('%s: every link leads somewhere', (file) => {
  const links = [...textOf(file).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]*)?\)/g)]
  const dead = links
    .map(([, path = '']) => path)
    .filter((path) => path !== '' && !existsSync(join(rootFolder, dirname(file), path)))
  expect(dead).toEqual([])
})

test.each(pages)('%s: every npm script exists', (file) => {
  const manifest: { scripts: Record<string, string> } = JSON.parse(textOf('package.json'))
  const named = [...textOf(file).matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name)
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([])
})

test('every file that the README tells people to read exists', () => {
  const named = [...textOf('README.md').matchAll(/`((?:src|db|docs|locales|test|bench)\/[\w./-]+)`/g)]
  expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(rootFolder, path)))).toEqual([])
  expect(named.length).toBeGreaterThan(5)
})

test('every setting is in .env.example and in the operations page', () => {
  const settings = [...textOf('src/config.ts').matchAll(/setting\('(\w+)'\)/g)].map(([, name = '']) => name)
  expect(settings).toContain('FICHE_ADMIN_KEY')
  for (const file of ['.env.example', 'docs/operations.md']) {
    expect(settings.filter((name) => !textOf(file).includes(name))).toEqual([])
  }
})

test('every address of the interface is in docs/api.md', () => {
  const api = textOf('docs/api.md')
  expect(endpoints.map(({ path }) => path).filter((path) => !api.includes(path))).toEqual([])
})
