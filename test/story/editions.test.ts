import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import {
  coverageOf,
  must,
  publish,
  read,
  revise,
  save,
  sentencesAt,
  translateRest,
  write,
} from '../support/desk.ts'

/** What publishing, withdrawing and slugs mean for readers. */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar'] })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const text = '# La gare\n\nLa gare ouvre en 1900. Elle ferme en 1960.\n'

/** What an edition says, in the very bytes that it is told in: all but how it stands to the rest of its document. */
async function saidBy(slug: string, locale: string, edition: number): Promise<string> {
  const { json } = await must(app, 200, 'GET', `/v1/documents/${slug}/editions/${edition}?locale=${locale}`)
  const { revision, publishedAt, asOf, topics, title, summary, cards, body } = json
  return JSON.stringify({ revision, publishedAt, asOf, topics, title, summary, cards, body })
}

test('with gaps allowed, a sentence that is not ready is shown in the source language and says so', async () => {
  const slug = await write(app, text, { slug: 'gare-gaps' })
  await publish(app, slug, 'fr')
  const [title, first, second] = await sentencesAt(app, slug, 'ar')
  if (title === undefined || first === undefined || second === undefined) throw new Error('no sentences')
  await save(app, { slug, locale: 'ar', sentence: title }, 'المحطة')
  await save(app, { slug, locale: 'ar', sentence: second }, 'مسودة', 'initial')
  const published = await publish(app, slug, 'ar', { allowGaps: true })
  expect(published).toMatchObject({ edition: 1, gaps: 2, slug: 'المحطة' })
  const arabic = await read(app, slug, 'ar')
  expect(arabic.title).toEqual({ text: 'المحطة', segments: [{ id: title.id, text: 'المحطة' }] })
  expect(arabic.body[0].segments).toEqual([
    { id: first.id, text: 'La gare ouvre en 1900.', locale: 'fr' },
    { id: second.id, text: 'Elle ferme en 1960.', locale: 'fr' },
  ])
  const page = await must(app, 200, 'GET', `/ar/${encodeURIComponent('المحطة')}`)
  expect(page.text).toMatch(/lang="fr"[^>]*dir="ltr"|dir="ltr"[^>]*lang="fr"/)
  expect(page.text).not.toContain('مسودة')
})

test('a draft on top of a finished translation does not take it from readers', async () => {
  const slug = await write(app, text, { slug: 'gare-drafts' })
  await publish(app, slug, 'fr')
  await translateRest(app, slug, 'en')
  await publish(app, slug, 'en', { slug: 'station-drafts' })
  const first = (await sentencesAt(app, slug, 'en'))[1]
  if (first === undefined) throw new Error('no sentence')
  await save(app, { slug, locale: 'en', sentence: first }, 'half a thou', 'initial')
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ initial: 1, final: 2 })
  const refused = await must(app, 422, 'POST', `/v1/documents/${slug}/variants/en/editions`, { json: {} })
  expect(refused.json.errors).toMatchObject([{ code: 'segmentDraft' }])
  await publish(app, slug, 'en', { allowGaps: true })
  const english = await read(app, slug, 'en')
  expect(english.body[0].segments[0].text).toBe('(en) La gare ouvre en 1900.')
  expect(JSON.stringify(english)).not.toContain('half a thou')
})

test('a translation that is taken back is not published any more', async () => {
  const slug = await write(app, text, { slug: 'gare-back' })
  await publish(app, slug, 'fr')
  await translateRest(app, slug, 'en')
  const first = (await sentencesAt(app, slug, 'en'))[1]
  if (first === undefined) throw new Error('no sentence')
  await save(app, { slug, locale: 'en', sentence: first }, '', 'initial')
  expect(await coverageOf(app, slug, 'en')).toMatchObject({ missing: 1, translated: 2 })
  await publish(app, slug, 'en', { allowGaps: true, slug: 'station-back' })
  const { body } = await read(app, slug, 'en')
  expect(body[0].segments[0]).toMatchObject({ text: 'La gare ouvre en 1900.', locale: 'fr' })
})

test('an older revision can be published, with the translations that it had', async () => {
  const slug = await write(app, text, { slug: 'gare-older' })
  await translateRest(app, slug, 'en')
  await revise(app, slug, text.replace('1960', '1961'))
  const published = await publish(app, slug, 'en', { revision: 1, slug: 'station-older' })
  expect(published).toMatchObject({ revision: 1, gaps: 0 })
  expect((await read(app, slug, 'en')).body[0].text).toContain('1960')
  const none = await must(app, 404, 'POST', `/v1/documents/${slug}/variants/en/editions`, {
    json: { revision: 3 },
  })
  expect(none.json.type).toMatch(/noSuchRevision$/)
})

test('editions stay as they were, whatever becomes of the document', async () => {
  const slug = await write(app, text, { slug: 'gare-kept' })
  await publish(app, slug, 'fr')
  await translateRest(app, slug, 'en')
  await publish(app, slug, 'en', { slug: 'station-kept' })
  const first = { fr: await saidBy(slug, 'fr', 1), en: await saidBy(slug, 'en', 1) }
  await revise(app, slug, text.replace('1960', '1962'))
  await must(app, 200, 'PUT', `/v1/documents/${slug}/title`, { json: { text: 'La vieille gare' } })
  await publish(app, slug, 'fr', { slug: 'gare-kept-2' })
  await translateRest(app, slug, 'en')
  await publish(app, slug, 'en')
  expect(await saidBy('gare-kept-2', 'en', 2)).not.toBe(first.en)
  await must(app, 204, 'DELETE', `/v1/documents/${slug}/variants/en/editions/live?to=1`)
  expect(await saidBy('gare-kept-2', 'fr', 1)).toBe(first.fr)
  expect(await saidBy('gare-kept-2', 'en', 1)).toBe(first.en)
})

test('going back to an earlier edition: readers get it, its history tells when each was live', async () => {
  const slug = await write(app, text, { slug: 'gare-history' })
  await publish(app, slug, 'fr')
  await revise(app, slug, text.replace('1960', '1963'))
  await publish(app, slug, 'fr')
  const variant = `/v1/documents/${slug}/variants/fr/editions/live`
  await must(app, 404, 'DELETE', `${variant}?to=7`)
  expect(await read(app, slug, 'fr')).toMatchObject({ edition: 2 })
  await must(app, 204, 'DELETE', `${variant}?to=1`)
  expect(await read(app, slug, 'fr')).toMatchObject({ edition: 1, revision: 1 })
  const { json } = await must(app, 200, 'GET', `/v1/documents/${slug}/editions?locale=fr`)
  expect(json.items).toMatchObject([
    { edition: 2, revision: 2, isLive: false, live: [{}] },
    { edition: 1, revision: 1, isLive: true, live: [{}, { to: null }] },
  ])
  expect(json.items[0].live[0].to).toBe(json.items[1].live[1].from)
  expect((await must(app, 200, 'GET', json.items[0].href)).json).toMatchObject({ edition: 2 })
  expect(await publish(app, slug, 'fr')).toMatchObject({ edition: 3, revision: 2 })
  const paged = (await must(app, 200, 'GET', `/v1/documents/${slug}/editions?locale=fr&limit=2`)).json
  const next = `/v1/documents/${slug}/editions?locale=fr&limit=2&cursor=${paged.next}`
  const numbers = [...paged.items, ...(await must(app, 200, 'GET', next)).json.items]
  expect(numbers.map(({ edition }) => edition)).toEqual([3, 2, 1])
})

test('every locale has its slug, and any of them leads to the document', async () => {
  const slug = await write(app, text, { slug: 'gare-slugs' })
  await publish(app, slug, 'fr')
  await translateRest(app, slug, 'ar')
  await publish(app, slug, 'ar', { slug: 'محطة-القطار' })
  for (const [address, locale, own] of [
    [slug, 'ar', 'محطة-القطار'],
    ['محطة-القطار', 'fr', slug],
    ['محطة-القطار', 'ar', 'محطة-القطار'],
  ] as const) {
    expect(await read(app, address, locale)).toMatchObject({ locale, slug: own })
  }
  const other = await write(app, text, { slug: 'gare-autre' })
  const taken = await must(app, 409, 'POST', `/v1/documents/${other}/variants/fr/editions`, {
    json: { slug: 'محطة-القطار' },
  })
  expect(taken.json.type).toMatch(/slugTaken$/)
  await must(app, 409, 'POST', '/v1/documents', { json: { text, slug } })
  expect((await must(app, 201, 'POST', '/v1/documents', { json: { text } })).json.slug).toBe('la-gare')
  expect((await must(app, 201, 'POST', '/v1/documents', { json: { text } })).json.slug).toBe('la-gare-2')
})

test('a former slug is sent on with the rest of the path and the query', async () => {
  await write(app, text, { slug: 'gare-former' })
  await publish(app, 'gare-former', 'fr')
  await publish(app, 'gare-former', 'fr', { slug: 'gare-neuve' })
  for (const rest of ['', '/cards', '/cards/key?locale=en', '/editions/1?locale=fr&x=%2F', '?fields=title']) {
    const { headers, text: body } = await must(app, 308, 'GET', `/v1/documents/gare-former${rest}`)
    expect(headers.get('location')).toBe(`/v1/documents/gare-neuve${rest}`)
    expect(body).toBe('')
  }
  const page = await must(app, 308, 'GET', '/fr/gare-former?from=newsletter')
  expect(page.headers.get('location')).toBe('/fr/gare-neuve?from=newsletter')
  await publish(app, 'gare-neuve', 'fr', { slug: 'gare-former' })
  expect(await read(app, 'gare-former', 'fr')).toMatchObject({ slug: 'gare-former', edition: 3 })
  const back = await must(app, 308, 'GET', '/v1/documents/gare-neuve')
  expect(back.headers.get('location')).toBe('/v1/documents/gare-former')
})

test.each(['documents', 'v1', 'cards', 'editions'])(
  'a former slug “%s” is not taken for a part of the path',
  async (word) => {
    const slug = await write(app, text, { slug: word })
    await publish(app, slug, 'fr')
    await publish(app, slug, 'fr', { slug: `gare-${word}` })
    for (const rest of ['', '/cards/cards', '/editions/1']) {
      const { headers } = await must(app, 308, 'GET', `/v1/documents/${word}${rest}`)
      expect(headers.get('location')).toBe(`/v1/documents/gare-${word}${rest}`)
    }
  },
)

test('a document that is withdrawn altogether is no longer there for readers, also under its page and in lists', async () => {
  const slug = await write(app, text, { slug: 'gare-gone', topics: ['gone'] })
  await publish(app, slug, 'fr')
  expect((await must(app, 200, 'GET', '/v1/documents?topic=gone')).json.items).toHaveLength(1)
  await must(app, 204, 'DELETE', `/v1/documents/${slug}/variants/fr/editions/live`)
  for (const path of ['', '/summary', '/cards', '/cards/x', '?locale=fr']) {
    await must(app, 404, 'GET', `/v1/documents/${slug}${path}`)
  }
  await must(app, 404, 'GET', `/fr/${slug}`)
  await must(app, 200, 'GET', `/v1/documents/${slug}/editions/1?locale=fr`)
  expect((await must(app, 200, 'GET', '/v1/documents?topic=gone')).json.items).toEqual([])
  await publish(app, slug, 'fr')
  expect(await read(app, slug, 'fr')).toMatchObject({ edition: 2 })
})
