import { Refusal } from '../refusal.ts'
import { findSlugOwners } from '../store/documents.ts'
import type { Reader } from '../store/database.ts'

/** Latin letters that no Unicode decomposition takes apart. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
}

const maxDerived = 80
const maxLength = 120

/**
 * The slug that a title suggests, in its own script: « Coopération : l’État » → `cooperation-l-etat`,
 * "الأمن في المغرب" → `الأمن-في-المغرب`. Marks are dropped from Latin letters only, where an address without them
 * is usual; in other scripts they are part of the word. `document` when nothing is left.
 */
export function slugFrom(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replaceAll(/\p{Script=Latin}/gu, (letter) => latin[letter] ?? letter)
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
  if (words.length <= maxDerived) return words === '' || /^\p{M}/u.test(words) ? 'document' : words
  const cut = words.slice(0, maxDerived + 1)
  const end = cut.lastIndexOf('-')
  return end > 0 ? cut.slice(0, end) : [...cut].slice(0, maxDerived - 1).join('')
}

/** A slug that somebody chose: words of letters and digits of any script joined by '-', lower case, NFC. */
export function isSlug(text: string): boolean {
  return (
    text.length <= maxLength &&
    text === text.normalize('NFC') &&
    text === text.toLowerCase() &&
    /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u.test(text)
  )
}

/**
 * The slug to use for a document: the one that was chosen, refused with `slugTaken` when it belongs to another
 * document; else the derived one, with the first number behind it that makes it free.
 */
export async function freeSlug(
  reader: Reader,
  documentId: string,
  wanted: { chosen: string | undefined; derived: string },
): Promise<string> {
  const { chosen, derived } = wanted
  const candidates =
    chosen === undefined
      ? [derived, ...Array.from({ length: 99 }, (_, at) => `${derived}-${at + 2}`)]
      : [chosen]
  const owners = await findSlugOwners(reader, candidates)
  const taken = new Set(owners.filter((owner) => owner.documentId !== documentId).map((owner) => owner.slug))
  const free = candidates.find((candidate) => !taken.has(candidate))
  if (free !== undefined) return free
  if (chosen === undefined) return `${derived}-${documentId}`
  throw new Refusal('slugTaken', { slug: chosen })
}
