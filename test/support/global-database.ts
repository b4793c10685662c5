/** Migrates one database per engine, once a run; every test file then starts from a copy of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/store/engine/migrate.ts'
import { startPglite } from '../../src/store/engine/pglite.ts'
import { poolOf } from '../../src/store/engine/pool.ts'
import { openDatabase } from '../../src/store/database.ts'
import { databaseUrl, postgresUrl } from './postgres-url.ts'

export type Engine = 'pglite' | 'postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    engine: Engine
    /** PGlite: the file of the snapshot. PostgreSQL: the name of the template database. */
    template: string
  }
}

async function makeSnapshot(): Promise<{ template: string; drop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'fiche-snapshot-'))
  const template = join(folder, 'database.tar')
  const database = await startPglite({ folder: null, snapshot: null })
  const pool = poolOf([database])
  await migrate(pool)
  await writeFile(template, Buffer.from(await database.dump()))
  await pool.close()
  return { template, drop: () => rm(folder, { recursive: true }) }
}

async function makeTemplate(): Promise<{ template: string; drop: () => Promise<void> }> {
  const template = `fiche_test_${process.pid}`
  const server = postgres(postgresUrl(), { max: 1, onnotice: () => undefined })
  await server.unsafe(`drop database if exists ${template} with (force)`)
  await server.unsafe(`create database ${template} encoding 'UTF8' template template0`)
  await (await openDatabase({ url: databaseUrl(template), folder: '', maxConnections: 1 })).close()
  const drop = async () => {
    const left = await server`select datname from pg_database where starts_with(datname, ${template})`
    for (const { datname } of left)
      await server.unsafe(`drop database if exists ${String(datname)} with (force)`)
    await server.end()
  }
  return { template, drop }
}

/** Vitest calls this once for each project that names this file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine: Engine = project.name === 'postgres' ? 'postgres' : 'pglite'
  const { template, drop } = await (engine === 'postgres' ? makeTemplate() : makeSnapshot())
  project.provide('engine', engine)
  project.provide('template', template)
  return drop
}
