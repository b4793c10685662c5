import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'

test('nothing set: PGlite in ./data, port 3000, the languages of the sample', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    dataFolder: './data',
    publicUrl: undefined,
    locales: ['fr', 'en', 'ar', 'es', 'de', 'pt', 'zh-Hans', 'ru'],
    defaultLocale: 'fr',
    adminKey: undefined,
    sample: undefined,
    cacheBytes: 32 * 2 ** 20,
    workers: 1,
    purge: undefined,
    accessLog: false,
    metrics: false,
  })
})

test('locales are put in canonical form, each once; the default is the first without fr', () => {
  const config = readConfig({ FICHE_LOCALES: 'EN-gb, zh-hans,en-GB' })
  expect(config.locales).toEqual(['en-GB', 'zh-Hans'])
  expect(config.defaultLocale).toBe('en-GB')
})

test('a public address loses its slash; an empty setting is one that is not set', () => {
  const config = readConfig({ FICHE_URL: 'https://fiche.example.org/', DATABASE_URL: ' ', PORT: '' })
  expect(config.publicUrl).toBe('https://fiche.example.org')
  expect(config.databaseUrl).toBeUndefined()
  expect(config.port).toBe(3000)
})

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['FICHE_CACHE_MB', '0'],
  ['FICHE_CACHE_MB', '1.5'],
  ['FICHE_WORKERS', '0'],
  ['FICHE_WORKERS', '2'],
  ['FICHE_PURGE_URLS', 'http://127.0.0.1:6081,varnish'],
  ['FICHE_PURGE_METHOD', 'DELETE'],
  ['FICHE_PURGE_SECRET', 'short'],
  ['FICHE_ACCESS_LOG', 'yes'],
  ['FICHE_METRICS', '1'],
  ['DATABASE_URL', 'mysql://localhost/fiche'],
  ['DATABASE_URL', 'postgres://localhost'],
  ['DATABASE_URL', 'postgres://'],
  ['FICHE_URL', 'fiche.example.org'],
  ['FICHE_URL', 'https://fiche.example.org/under/a/path'],
  ['FICHE_LOCALES', 'fr,,en'],
  ['FICHE_LOCALES', 'not a tag'],
  ['FICHE_DEFAULT_LOCALE', 'it'],
  ['FICHE_SAMPLE', 'yes'],
  ['FICHE_ADMIN_KEY', 'short'],
])('%s=%s is refused with one line that names it', (name, value) => {
  const read = () => readConfig({ [name]: value })
  expect(read).toThrow(name)
  expect(read).toThrow(/^[^\n]+$/)
})

test('a refused address of a database is not repeated: it may hold a password', () => {
  expect(() => readConfig({ DATABASE_URL: 'postgre://fiche:secret@db/fiche' })).toThrow(/^(?!.*secret)/)
})
