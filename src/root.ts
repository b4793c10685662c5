import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether this folder holds Fiche's own package.json, and not that of a package around it. */
function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return false
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'fiche'
}

function findRoot(folder: string): string {
  if (isRoot(folder)) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json of fiche was not found above this file')
  return findRoot(parent)
}

/**
 * The folder that package.json lies in, absolute. Files that are not code (migrations, messages) are
 * named from it, since the same source runs from `src/` under test and from `dist/src/` when built.
 */
export const rootFolder: string = findRoot(dirname(fileURLToPath(import.meta.url)))
