import { Refusal } from '../refusal.ts'
import { findSlugOwners, takeSlug } from '../store/documents.ts'
import type { Transaction } from '../store/database.ts'

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
  if (words === '' || /^\p{M}/u.test(words)) return 'document'
  const letters = [...words]
  if (letters.length <= maxDerived) return words
  const end = letters.slice(0, maxDerived + 1).lastIndexOf('-')
  return letters.slice(0, end > 0 ? end : maxDerived).join('')
}

/** A slug that somebody chose: words of letters and digits of any script joined by '-', lower case, NFC. */
export function isSlug(text: string): boolean {
  return (
    [...text].length <= maxLength &&
    text === text.normalize('NFC') &&
    text === text.toLowerCase() &&
    /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u.test(text)
  )
}

/**
 * Gives a variant its slug: the one that was chosen, refused with `slugTaken` when it belongs to another document;
 * else the derived one, with the first number behind it that makes it free.
 */
export async function giveSlug(
  transaction: Transaction,
  variant: { documentId: string; locale: string },
  wanted: { chosen: string | undefined; derived: string },
): Promise<string> {
  const { chosen, derived } = wanted
  const numbered = Array.from({ length: 99 }, (_, at) => `${derived}-${at + 2}`)
  const candidates =
    chosen === undefined ? [derived, ...numbered, `${derived}-${variant.documentId}`] : [chosen]
  const owners = await findSlugOwners(transaction, candidates)
  const taken = new Set(owners.filter((row) => row.documentId !== variant.documentId).map((row) => row.slug))
  for (const slug of candidates.filter((candidate) => !taken.has(candidate))) {
    if (await takeSlug(transaction, { ...variant, slug })) return slug
  }
  throw new Refusal('slugTaken', { slug: chosen ?? derived })
}
