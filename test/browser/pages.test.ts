import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rootFolder } from '../../src/root.ts'
import { startService } from '../support/service.ts'
import type { RunningService } from '../support/service.ts'

/**
 * The pages in a real browser. With FICHE_SCREENSHOTS=1 the pictures that the README shows are made anew in
 * docs/images.
 */
const adminKey = 'fiche_browser_test_key_0123456789'
const arabic = encodeURIComponent('المغرب-الولايات-المتحدة-الأمن')
const chinese = encodeURIComponent('摩洛哥-美国-安全')
const pages = [
  { name: 'index-fr', path: '/fr', lang: 'fr', dir: 'ltr' },
  { name: 'index-ar', path: '/ar', lang: 'ar', dir: 'rtl' },
  { name: 'document-fr', path: '/fr/maroc-etats-unis-securite', lang: 'fr', dir: 'ltr' },
  { name: 'document-ar', path: `/ar/${arabic}`, lang: 'ar', dir: 'rtl' },
  { name: 'document-zh', path: `/zh-Hans/${chinese}`, lang: 'zh-Hans', dir: 'ltr' },
]
const views = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

let service: RunningService
let browser: Browser
beforeAll(async () => {
  service = await startService(adminKey)
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(async () => {
  await browser.close()
  await service.stop()
})

/** A page that remembers what went wrong on it, and every host that it asked. */
async function open(path: string, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
  const complaints: string[] = []
  const hosts = new Set<string>()
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin)
  })
  const response = await page.goto(`${service.url}${path}`)
  return { page, complaints, hosts, status: response?.status() }
}

const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')

describe.each(pages)('$name', ({ name, path, lang, dir }) => {
  test.each(views)('at $width px, $scheme', async ({ width, scheme }) => {
    const { page, complaints, hosts, status } = await open(path, width, scheme)
    expect(status).toBe(200)
    expect(await page.locator('html').getAttribute('lang')).toBe(lang)
    expect(await page.locator('html').getAttribute('dir')).toBe(dir)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await scrollsSideways(page)).toBe(false)
    expect(complaints).toEqual([])
    expect([...hosts]).toEqual([service.url])
    if (process.env['FICHE_SCREENSHOTS'] === '1') {
      const folder = join(rootFolder, 'docs', 'images')
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) })
    }
    await page.close()
  })
})

test('by keyboard alone: the skip link, then a language, then the document in it', async () => {
  const { page } = await open('/fr', 1280, 'light')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').getAttribute('href')).toBe('#content')
  await page.locator('a[hreflang="ar"], a[lang="ar"]').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${service.url}/ar`)
  await page.locator('main a').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${service.url}/ar/${arabic}`)
  expect(await page.locator('article, main').first().innerText()).toContain('المغرب')
  await page.close()
})

test('a card leads to its evidence by link alone', async () => {
  const { page } = await open('/fr/maroc-etats-unis-securite', 1280, 'light')
  const link = page.locator('a[href^="#s_"]').first()
  const target = await link.getAttribute('href')
  await link.click()
  expect(await page.locator(`[id="${target?.slice(1) ?? ''}"]`).count()).toBe(1)
  expect(await page.locator(':target').count()).toBe(1)
  await page.close()
})

test('the reference page shows the operations and loads nothing from another host', async () => {
  const { page, complaints, hosts } = await open('/docs', 1280, 'light')
  await page.getByText('/v1/documents/{slug}/original').first().waitFor()
  expect(complaints).toEqual([])
  expect([...hosts]).toEqual([service.url])
  await page.close()
})
