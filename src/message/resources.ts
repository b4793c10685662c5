import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../root.ts'
import type pageMessages from '../../locales/en/page.json'
import type problemMessages from '../../locales/en/problem.json'

/** One file each in `locales/<locale>/`. */
export const namespaces = ['page', 'problem'] as const
export type Namespace = (typeof namespaces)[number]

/** English is the language that the keys' types are made from, and the last that is tried. */
export const lastLocale = 'en'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: { page: typeof pageMessages; problem: typeof problemMessages }
  }
}

type Messages = Record<string, unknown>

const folder = join(rootFolder, 'locales')

function readMessages(locale: string, namespace: Namespace): Messages {
  const file = join(folder, locale, `${namespace}.json`)
  const messages: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isMessages(messages)) throw new Error(`${file} is not a JSON object`)
  return messages
}

function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The languages that the project itself speaks: the folders of `locales/`, by name. */
export const interfaceLocales: readonly string[] = Object.freeze(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted(),
)

/** Everything in `locales/`, read when the process starts: locale → namespace → messages (i18next JSON v4). */
export function readResources(): Record<string, Record<Namespace, Messages>> {
  return Object.fromEntries(
    interfaceLocales.map((locale) => [
      locale,
      { page: readMessages(locale, 'page'), problem: readMessages(locale, 'problem') },
    ]),
  )
}
