import type { Block, DocumentView, Passage } from '../../src/edition/body.ts'
import { documentPage } from '../../src/web/pages/document-page.tsx'
import type { SiteLinks } from '../../src/web/pages/site-links.ts'

/** A passage of sentences set off by spaces, with ids `s_{name}1`, `s_{name}2`… */
export function passage(name: string, ...sentences: string[]): Passage {
  return {
    text: sentences.join(' '),
    segments: sentences.map((text, at) => ({ id: `s_${name}${at + 1}`, text })),
  }
}

export function block(kind: Block['kind'], words: Passage, shape: Partial<Block> = {}): Block {
  return { kind, key: words.segments[0]?.id ?? 'b', ...words, ...shape }
}

/** The original, live and up to date: a title and nothing else. */
export const bare: DocumentView = {
  slug: 'phare',
  locale: 'fr',
  dir: 'ltr',
  requestedLocale: 'fr',
  fallback: false,
  sourceLocale: 'fr',
  edition: 1,
  revision: 1,
  publishedAt: '2026-11-23T10:00:00Z',
  upToDate: true,
  outdated: [],
  alternates: [],
  asOf: null,
  topics: [],
  title: passage('t', 'Le phare de l’île'),
  summary: null,
  cards: [],
  body: [],
}

const links = [
  { locale: 'fr', name: 'Français', dir: 'ltr', href: '/fr' },
  { locale: 'ar', name: 'العربية', dir: 'rtl', href: '/ar' },
  { locale: 'en', name: 'English', dir: 'ltr', href: '/en' },
  { locale: 'zh-Hans', name: '简体中文', dir: 'ltr', href: '/zh-Hans' },
] as const

export const site: SiteLinks = { origin: 'https://fiches.example', locales: links, defaultLocale: 'fr' }

/** The page of a document that differs from the bare one in `view`. */
export function page(view: Partial<DocumentView> = {}, interfaceLocale = 'fr'): string {
  return documentPage({ view: { ...bare, ...view }, interfaceLocale, site })
}
