import { and, eq, sql } from 'drizzle-orm'
import { document, slug, slugOwner, variant } from '../../db/schema/index.ts'
import type { Reader, Transaction } from './database.ts'

export interface DocumentRow {
  readonly id: string
  readonly sourceLocale: string
}

export async function insertDocument(
  transaction: Transaction,
  row: { id: string; sourceLocale: string },
): Promise<void> {
  await transaction.insert(document).values(row)
}

/** The document that a slug, live or former and of any locale, belongs to. */
export async function findDocumentBySlug(reader: Reader, name: string): Promise<DocumentRow | undefined> {
  const [row] = await reader
    .select({ id: document.id, sourceLocale: document.sourceLocale })
    .from(slugOwner)
    .innerJoin(document, eq(document.id, slugOwner.documentId))
    .where(eq(slugOwner.slug, name))
  return row
}

/** Waits until no other transaction writes this document's original; held until the end of this one. */
export async function lockDocument(transaction: Transaction, documentId: string): Promise<void> {
  await transaction.execute(sql`select from ${document} where ${document.id} = ${documentId} for update`)
}

export interface SlugRow {
  readonly locale: string
  readonly slug: string
  readonly isCurrent: boolean
}

/** Every slug of a document, live and former. */
export async function listSlugs(reader: Reader, documentId: string): Promise<SlugRow[]> {
  return reader
    .select({
      locale: slug.locale,
      slug: slug.slug,
      isCurrent: sql<boolean>`${variant.slug} is not distinct from ${slug.slug}`,
    })
    .from(slug)
    .innerJoin(variant, and(eq(variant.documentId, slug.documentId), eq(variant.locale, slug.locale)))
    .where(eq(slug.documentId, documentId))
}

/** Those of the given slugs that belong to some document, with its id. */
export async function findSlugOwners(
  reader: Reader,
  names: readonly string[],
): Promise<{ slug: string; documentId: string }[]> {
  if (names.length === 0) return []
  return reader
    .select()
    .from(slugOwner)
    .where(sql`${slugOwner.slug} in ${[...names]}`)
}

/** The row that stands for a document in a locale; made when it is first needed. */
export async function ensureVariant(
  transaction: Transaction,
  documentId: string,
  locale: string,
): Promise<void> {
  await transaction.insert(variant).values({ documentId, locale }).onConflictDoNothing()
}

/** Waits until no other transaction publishes this variant; held until the end of this one. */
export async function lockVariant(
  transaction: Transaction,
  documentId: string,
  locale: string,
): Promise<void> {
  await transaction.execute(
    sql`select from ${variant} where ${variant.documentId} = ${documentId} and ${variant.locale} = ${locale} for update`,
  )
}

/**
 * Makes `name` the live slug of a variant; the one it had stays as a former one. False when it belongs to another
 * document: the insert waits for whoever is about to take it, so only what it left behind tells.
 */
export async function takeSlug(
  transaction: Transaction,
  row: { documentId: string; locale: string; slug: string },
): Promise<boolean> {
  await transaction
    .insert(slugOwner)
    .values({ slug: row.slug, documentId: row.documentId })
    .onConflictDoNothing()
  const [owner] = await transaction.select().from(slugOwner).where(eq(slugOwner.slug, row.slug))
  if (owner?.documentId !== row.documentId) return false
  await transaction.insert(slug).values(row).onConflictDoNothing()
  await transaction
    .update(variant)
    .set({ slug: row.slug })
    .where(and(eq(variant.documentId, row.documentId), eq(variant.locale, row.locale)))
  return true
}
