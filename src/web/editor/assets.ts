import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../../root.ts'
import { Refusal } from '../../refusal.ts'
import { keptForGood } from '../service.ts'
import type { Route } from '../service.ts'

const built = join(rootFolder, 'dist', 'browser')

const isManifest = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string')

function readManifest(): Record<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8'))
  if (!isManifest(manifest)) throw new Error(`${built}/manifest.json is not a manifest`)
  return manifest
}

/** The address of a script by the name of its entry in `browser/`: it changes with what is in it. */
const scripts = readManifest()
export type Script = 'desk'
export const scriptPath = (name: Script): string => `/assets/desk/${scripts[name] ?? ''}`

const styleFolder = join(rootFolder, 'src', 'web', 'editor', 'style')
const pageStyles = join(rootFolder, 'src', 'web', 'pages', 'style')

/** The desk's style: the pages' colours and type, then its own files in the order of their names. */
const stylesheet = [
  join(pageStyles, 'base.css'),
  ...readdirSync(styleFolder)
    .toSorted()
    .map((file) => join(styleFolder, file)),
]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const styleHash = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)
export const deskStylesheetPath = `/assets/desk/desk.${styleHash}.css`

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const

const files = new Map<string, { type: string; body: string }>([
  [`desk.${styleHash}.css`, { type: types.css, body: stylesheet }],
  ...readdirSync(built)
    .filter((name) => name.endsWith('.js'))
    .map((name): [string, { type: string; body: string }] => [
      name,
      { type: types.js, body: readFileSync(join(built, name), 'utf8') },
    ]),
])

/** What the desk loads: built once, named by its content, kept for good by whoever has it. */
export const assetRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/assets/desk/:name',
    async handle(call, params) {
      const file = files.get(params['name'] ?? '')
      if (file === undefined) throw new Refusal('noSuchAddress')
      const reading = { headers: { 'content-type': file.type }, body: file.body, immutable: true }
      return keptForGood(reading)(call, params)
    },
  },
]
