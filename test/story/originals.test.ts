import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import type { TestApp } from '../support/app.ts'
import { must, publish, read, revise, save, sentencesAt, translateRest, write } from '../support/desk.ts'

/** Originals in every form that they come in: what becomes of them, and that they are kept as they were. */
let app: TestApp
beforeAll(async () => {
  app = await startApp({ locales: ['fr', 'en', 'ar', 'zh-Hans'] })
})
afterAll(async () => {
  expect(app.reports).toEqual([])
  await app.close()
})

const markdown = [
  '# Le *Musée* du sel',
  '',
  'Le musée a **trois** salles. Voir [le plan](https://exemple.test/plan?a=1&b=2).',
  '',
  '## Horaires',
  '',
  '- Lundi : fermé.',
  '- Mardi : ouvert. Entrée libre.',
  '',
  '1. Entrer.',
  '2. Sortir.',
  '',
  '> Le sel est la vie. Il conserve.',
  '',
  '```sh',
  'curl <url> | less',
  '```',
  '',
  '<script>alert(1)</script> & <b onclick="x()">gras</b> [piège](javascript:alert(1))',
  '',
].join('\n')

test('Markdown comes through: from the original to JSON', async () => {
  const slug = await write(app, markdown)
  expect(slug).toBe('le-musee-du-sel')
  await publish(app, slug, 'fr')
  const { title, body } = await read(app, slug, 'fr')
  expect(title).toMatchObject({ text: 'Le Musée du sel', html: 'Le <em>Musée</em> du sel' })
  const shapes = body.map(({ kind, level, ordered, number, language, text }: Record<string, unknown>) =>
    JSON.parse(JSON.stringify({ kind, level, ordered, number, language, text })),
  )
  expect(shapes).toMatchObject([
    { kind: 'paragraph', text: 'Le musée a trois salles. Voir le plan.' },
    { kind: 'heading', level: 2, text: 'Horaires' },
    { kind: 'listItem', ordered: false, text: 'Lundi : fermé.' },
    { kind: 'listItem', ordered: false, text: 'Mardi : ouvert. Entrée libre.' },
    { kind: 'listItem', ordered: true, number: 1, text: 'Entrer.' },
    { kind: 'listItem', ordered: true, text: 'Sortir.' },
    { kind: 'quotation', text: 'Le sel est la vie. Il conserve.' },
    { kind: 'code', language: 'sh', text: 'curl <url> | less' },
    { kind: 'paragraph' },
  ])
  expect(body[0].html).toMatch(/^Le musée a <strong>trois<\/strong> salles\. Voir <a [^>]*>le plan<\/a>\.$/)
  expect(body[0].html).toContain('href="https://exemple.test/plan?a=1&amp;b=2"')
  expect(body[0].segments).toHaveLength(2)
  const last = body.at(-1)
  expect(last.text).toContain('<script>alert(1)</script> & <b onclick="x()">gras</b>')
  expect(last.html ?? '').not.toMatch(/<script|<b |javascript:/)
})

test('and to the page, where hostile HTML is text', async () => {
  const { text } = await must(app, 200, 'GET', '/fr/le-musee-du-sel')
  expect(text).toMatch(/<h1[^>]*>.*Le <em>Musée<\/em> du sel.*<\/h1>/s)
  expect(text).toMatch(/<h2[^>]*>\s*<span[^>]*>Horaires<\/span>\s*<\/h2>/)
  expect(text).toMatch(/<ul[^>]*>\s*<li[^>]*>[\s\S]*?Lundi : fermé\.[\s\S]*<\/ul>/)
  expect(text).toMatch(/<ol[^>]*>\s*<li[^>]*>[\s\S]*?Entrer\.[\s\S]*<\/ol>/)
  expect(text).toMatch(/<blockquote[^>]*>[\s\S]*Le sel est la vie\./)
  // Preact writes `>` as it is: in a text it means nothing to a parser of HTML.
  expect(text).toContain('curl &lt;url> | less')
  expect(text).toContain('&lt;script>alert(1)&lt;/script>')
  expect(text).not.toMatch(/<script>|<b onclick|href="javascript:/)
})

test('code is not for translators', async () => {
  const slug = 'le-musee-du-sel'
  await translateRest(app, slug, 'en')
  const published = await publish(app, slug, 'en', { slug: 'salt-museum' })
  expect(published.gaps).toBe(0)
  const code = (await read(app, slug, 'en')).body.find(({ kind }: { kind: string }) => kind === 'code')
  expect(code.text).toBe('curl <url> | less')
})

test('a plain text that begins with its date', async () => {
  const body = 'date 2024-04\n\nLe port *est* ouvert. # Rien\nSuite de la ligne.\n\nDeuxième paragraphe.\n'
  const created = await must(app, 201, 'POST', '/v1/documents?slug=port&topics=sea,%20trade&note=reçu', {
    headers: { 'content-type': 'text/plain', 'content-language': 'fr' },
    body,
  })
  expect(created.json).toMatchObject({ slug: 'port', asOf: '2024-04', sourceLocale: 'fr' })
  await publish(app, 'port', 'fr')
  const document = await read(app, 'port', 'fr')
  expect(document.asOf).toEqual({ value: '2024-04', text: 'avril 2024' })
  expect(document.topics).toEqual(['sea', 'trade'])
  expect(document.body).toHaveLength(2)
  expect(document.body[0].text).toMatch(/^Le port \*est\* ouvert\. # Rien/)
  expect(JSON.stringify(document.body)).not.toContain('2024-04')
  expect(document.body[0]).not.toHaveProperty('html')
  const kept = await must(app, 200, 'GET', '/v1/documents/port/original', { key: app.adminKey })
  expect(kept.json).toMatchObject({ text: body, mediaType: 'text/plain', note: 'reçu', revision: 1 })
  expect(kept.json.sha256).toBe(createHash('sha256').update(body).digest('hex'))
})

test.each([
  ['utf-8', Buffer.from('date 2023\n\nÉté à Fès — « oui ».\n')],
  ['utf-8', Buffer.from('\u{FEFF}date 2023\r\n\r\nÉté à Fès — « oui ».\r\n')],
  ['utf-16le', Buffer.from('\u{FEFF}date 2023\n\nÉté à Fès — « oui ».\n', 'utf16le')],
  ['windows-1252', Buffer.from('date 2023\n\n\xC9t\xE9 \xE0 F\xE8s \x97 \xAB oui \xBB.\n', 'latin1')],
  ['"ISO-8859-1"', Buffer.from('date 2023\n\n\xC9t\xE9 \xE0 F\xE8s \x97 \xAB oui \xBB.\n', 'latin1')],
])('a text in %s is understood, and given back as the bytes that it was', async (charset, buffer) => {
  const bytes = new Uint8Array(buffer)
  const created = await must(app, 201, 'POST', '/v1/documents', {
    headers: { 'content-type': `text/plain; charset=${charset}` },
    body: bytes,
  })
  expect(created.json).toMatchObject({ title: 'Été à Fès — « oui ».', asOf: '2023' })
  const { slug } = created.json
  const raw = await must(app, 200, 'GET', `/v1/documents/${slug}/original`, {
    key: app.adminKey,
    headers: { accept: 'text/*' },
  })
  expect(raw.headers.get('content-type')).toMatch(/^text\/plain; charset=/)
  expect(raw.headers.get('content-length')).toBe(String(bytes.byteLength))
  const { json } = await must(app, 200, 'GET', `/v1/documents/${slug}/original`, { key: app.adminKey })
  expect(json.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(json.text).toContain('Été à Fès — « oui ».')
})

test('bytes that are not in the charset that they claim are refused', async () => {
  const body = new Uint8Array([0x41, 0xe9, 0x2e])
  const refused = await must(app, 400, 'POST', '/v1/documents', {
    headers: { 'content-type': 'text/plain' },
    body,
  })
  expect(refused.json.type).toMatch(/malformedText$/)
  const unknown = { 'content-type': 'text/plain; charset=klingon-8' }
  await must(app, 415, 'POST', '/v1/documents', { headers: unknown, body })
})

test.each([
  ['media type', '# Titre\n\nTexte.\n', 'text/plain', 'text/markdown'],
  ['charset', '\xC9t\xE9.\n', 'text/plain; charset=windows-1251', 'text/plain; charset=windows-1252'],
])(
  'the same bytes sent again under another %s are read as what they are now',
  async (_, text, first, second) => {
    const body = new Uint8Array(Buffer.from(text, 'latin1'))
    const { slug } = (
      await must(app, 201, 'POST', '/v1/documents', { headers: { 'content-type': first }, body })
    ).json
    const path = `/v1/documents/${slug}/original`
    await must(app, 200, 'PUT', path, { headers: { 'content-type': second, 'if-match': '"1"' }, body })
    const { json } = await must(app, 200, 'GET', path, { key: app.adminKey })
    expect(`${json.mediaType}: ${json.text}`).toBe(`${second.split(';')[0]}: ${text}`)
  },
)

test.each([
  ['# Un titre\n\nEt un texte.', {}, 'Un titre', 'un-titre'],
  ['## Un sous-titre\n\nEt un texte.', { slug: 'chosen' }, 'Un sous-titre', 'chosen'],
  ['Du texte d’abord.\n\n## Puis un titre', {}, 'Puis un titre', 'puis-un-titre'],
  ['Rien qu’une phrase.', {}, 'Rien qu’une phrase.', 'rien-qu-une-phrase'],
  ['# Seul', {}, 'Seul', 'seul'],
  ['# Titre du texte\n\nSuite.', { title: 'Titre donné' }, 'Titre donné', 'titre-donne'],
  ['!!!', {}, '!!!', 'document'],
])('what is not said is derived: %j %j', async (text, about, title, slug) => {
  const { json } = await must(app, 201, 'POST', '/v1/documents', { json: { text, ...about } })
  expect(json).toMatchObject({ title, slug, revision: 1, sourceLocale: 'fr' })
})

test('a title as long as a paragraph is cut at a word', async () => {
  const { json } = await must(app, 201, 'POST', '/v1/documents', {
    json: { text: `${'mot '.repeat(60)}fin.` },
  })
  expect(json.title).toMatch(/^(mot )+mot…$/)
  expect(json.title.length).toBeLessThanOrEqual(101)
})

test('the date at the head of a revision is the new as-of date; without one the old stays', async () => {
  const slug = await write(app, 'date 2020\n\nUne phrase.\n', { slug: 'as-of' })
  const asOf = async () =>
    (await must(app, 200, 'GET', `/v1/documents/${slug}/original`, { key: app.adminKey })).json.asOf
  await revise(app, slug, 'date 2021-05-06\n\nUne phrase.\n')
  expect(await asOf()).toBe('2021-05-06')
  await revise(app, slug, 'Une autre phrase.\n')
  expect(await asOf()).toBe('2021-05-06')
  await must(app, 200, 'PUT', `/v1/documents/${slug}/original`, {
    json: { text: 'Une autre phrase.\n', asOf: null },
    headers: { 'if-match': '*' },
  })
  expect(await asOf()).toBeNull()
})

test('an original in Arabic', async () => {
  const text = '# الأمن في المغرب\n\nتأسست الشراكة عام ٢٠٠٤. هل استمرت؟ نعم، استمرت.\n'
  const slug = await write(app, text, { sourceLocale: 'ar', asOf: '2024-04' })
  expect(slug).toBe('الأمن-في-المغرب')
  const published = await publish(app, slug, 'ar')
  expect(published.slug).toBe(slug)
  const document = await read(app, slug, 'ar')
  expect(document).toMatchObject({ dir: 'rtl', sourceLocale: 'ar', asOf: { text: 'أبريل 2024' } })
  expect(document.body[0].segments.map(({ text: sentence }: { text: string }) => sentence)).toEqual([
    'تأسست الشراكة عام ٢٠٠٤.',
    'هل استمرت؟',
    'نعم، استمرت.',
  ])
  expect(document.body[0].text).toBe('تأسست الشراكة عام ٢٠٠٤. هل استمرت؟ نعم، استمرت.')
  expect(await translateRest(app, slug, 'fr')).toBe(4)
  await must(
    app,
    422,
    'PUT',
    `/v1/documents/${encodeURIComponent(slug)}/variants/ar/segments/${document.title.segments[0].id}`,
    { json: { text: 'x' } },
  )
  const page = await must(app, 200, 'GET', `/ar/${encodeURIComponent(slug)}`)
  expect(page.text).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/)
})

test('an original in Chinese: its sentences stand without spaces, those of its translation with', async () => {
  const text = '# 摩洛哥的盐\n\n盐来自海洋。它很便宜！你知道吗？\n'
  const slug = await write(app, text, { sourceLocale: 'zh-Hans' })
  expect(slug).toBe('摩洛哥的盐')
  await publish(app, slug, 'zh-Hans')
  const [paragraph] = (await read(app, slug, 'zh-Hans')).body
  expect(paragraph.segments).toHaveLength(3)
  expect(paragraph.text).toBe('盐来自海洋。它很便宜！你知道吗？')
  const words = ['Salt of Morocco', 'Salt comes from the sea.', 'It is cheap!', 'Did you know?']
  for (const [at, sentence] of (await sentencesAt(app, slug, 'en')).entries()) {
    await save(app, { slug, locale: 'en', sentence }, words[at] ?? '')
  }
  await publish(app, slug, 'en', { slug: 'salt' })
  const english = await read(app, slug, 'en')
  expect(english.body[0].text).toBe('Salt comes from the sea. It is cheap! Did you know?')
})

test('a translation into Chinese joins its sentences without spaces, from an original that has them', async () => {
  const slug = await write(app, '# Le sel\n\nLe sel vient de la mer. Il est bon marché.\n', {
    slug: 'sel-zh',
  })
  const words = ['盐', '盐来自海洋。', '它很便宜。']
  for (const [at, sentence] of (await sentencesAt(app, slug, 'zh-Hans')).entries()) {
    await save(app, { slug, locale: 'zh-Hans', sentence }, words[at] ?? '')
  }
  await publish(app, slug, 'zh-Hans')
  const chinese = await read(app, slug, 'zh-Hans')
  expect(chinese.body[0].text).toBe('盐来自海洋。它很便宜。')
  expect(chinese.slug).toBe('盐')
})
