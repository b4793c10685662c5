import { readFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../src/root.ts'
import { scoreLocale } from './score-locale.ts'
import { scoreSegmentation } from './score-segmentation.ts'
import type { Score } from './score-types.ts'

/**
 * Holds sentence splitting and locale matching against test data by others and prints a score per set and language.
 *
 *   npm run score -- <folder>          the folder of test data; else FICHE_OUTSIDE, else ../shared/outside
 *   npm run score -- <folder> --floors also fails when a score is under its floor in bench/floors.json
 */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const [folderArgument, ...flags] = process.argv.slice(2).toSorted((one) => (one.startsWith('--') ? 1 : -1))
const folder =
  (folderArgument?.startsWith('--') === true ? undefined : folderArgument) ??
  process.env['FICHE_OUTSIDE'] ??
  join(rootFolder, '..', 'shared', 'outside')
const isStrict = [folderArgument, ...flags].includes('--floors')

if (!existsSync(folder)) {
  process.stderr.write(`The test data is not at ${folder}: name its folder, or set FICHE_OUTSIDE.\n`)
  process.exit(2)
}

const nameOf = (score: Score): string => `${score.set} ${score.language}`

const scores = [...scoreLocale(folder), ...scoreSegmentation(folder)]
say(`${'set and language'.padEnd(58)} ${'passed'.padStart(9)} ${'%'.padStart(6)}  F1`)
for (const score of scores) {
  const { passed, total, f1 } = score
  const percent = ((100 * passed) / Math.max(total, 1)).toFixed(1)
  const boundary = f1 === undefined ? '' : (100 * f1).toFixed(1)
  say(`${nameOf(score).padEnd(58)} ${`${passed}/${total}`.padStart(9)} ${percent.padStart(6)}  ${boundary}`)
}

const stored: unknown = JSON.parse(readFileSync(join(rootFolder, 'bench', 'floors.json'), 'utf8'))
const floors = new Map(Object.entries(typeof stored === 'object' && stored !== null ? stored : {}))
const passedOf = new Map(scores.map((score) => [nameOf(score), score.passed]))
const fallen = [...floors].filter(([name, floor]) => (passedOf.get(name) ?? -1) < Number(floor))
const unnamed = [...passedOf.keys()].filter((name) => !floors.has(name))
for (const [name, floor] of fallen)
  say(`under its floor: ${name}: ${passedOf.get(name) ?? 'missing'} < ${floor}`)
for (const name of unnamed) say(`has no floor: ${name}`)
if (isStrict && (fallen.length > 0 || unnamed.length > 0)) process.exit(1)
