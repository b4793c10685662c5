import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'

/** Where the addresses of pages lead. */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ sample: true })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const arabic = encodeURIComponent('المغرب-الولايات-المتحدة-الأمن')
const browser = { accept: 'text/html,*/*;q=0.8' }

test.each([
  ['/', 'ar-MA', 302, '/ar'],
  ['/', 'xx', 302, '/fr'],
  ['/FR', '', 308, '/fr'],
  ['/zh-hans', '', 308, '/zh-Hans'],
  ['/ar/maroc-etats-unis-securite', '', 308, `/ar/${arabic}`],
  ['/AR/maroc-etats-unis-securite?from=mail', '', 308, '/ar/maroc-etats-unis-securite?from=mail'],
  // An address that forgot its language, and one that looks like a tag but names no language.
  ['/maroc-etats-unis-securite', 'ar', 302, `/ar/${arabic}`],
  ['/morocco-united-states-security', 'de', 302, '/de/marokko-vereinigte-staaten-sicherheit'],
])('%s for a reader of %s is %i to %s', async (path, language, status, location) => {
  const headers = { ...browser, ...(language === '' ? {} : { 'accept-language': language }) }
  const answer = await app.send('GET', path, { headers })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('location')).toBe(location)
})

test.each(['/le-port', '/no-such-page', '/xyzzy', '/nato', '/nato/maroc-etats-unis-securite', '/fr/rien'])(
  '%s is a page that says so, in the language of the reader',
  async (path) => {
    const answer = await app.send('GET', path, { headers: { ...browser, 'accept-language': 'es' } })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain(path.startsWith('/fr/') ? '<html lang="fr"' : '<html lang="es"')
  },
)

test('a language that the site lacks gets what there is, and is told so', async () => {
  const answer = await app.send('GET', '/it', { headers: browser })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-language')).toBe('fr')
  expect(answer.text).toContain('italien')
})
