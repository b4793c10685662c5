import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import postgres from 'postgres'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/store/database.ts'
import './global-database.ts'
import { databaseUrl, postgresUrl } from './postgres-url.ts'

async function copyTemplate(template: string): Promise<string> {
  const name = `${template}_${randomBytes(6).toString('hex')}`
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  try {
    await server.unsafe(`create database ${name} template ${template}`)
  } finally {
    await server.end()
  }
  return name
}

async function dropDatabase(name: string): Promise<void> {
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  await server.unsafe(`drop database if exists ${name} with (force)`).catch(() => undefined)
  await server.end()
}

/**
 * A migrated, empty database of the engine that this test project is for, with no one else in it. It is
 * gone when it is closed.
 */
export async function freshDatabase(): Promise<Database> {
  const template = inject('template')
  if (inject('engine') === 'pglite') {
    const snapshot = new Blob([new Uint8Array(await readFile(template))])
    return openDatabase({ folder: '', memory: true, snapshot, guarded: true })
  }
  const name = await copyTemplate(template)
  const database = await openDatabase({
    url: databaseUrl(name),
    folder: '',
    maxConnections: 4,
    guarded: true,
  })
  return { ...database, close: () => database.close().finally(() => dropDatabase(name)) }
}
