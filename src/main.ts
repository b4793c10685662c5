import { createAdaptorServer } from '@hono/node-server'
import { buildApp } from './app.ts'
import { configFromEnvironment, ConfigError } from './config.ts'
import type { Config } from './config.ts'
import { found } from './setup/first-start.ts'
import type { Founded } from './setup/first-start.ts'
import { DatabaseRefused, openDatabase } from './store/database.ts'

/** How long a drain waits for requests that are still being answered. */
const drainLimit = 10_000

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** A stop for a reason that the operator can mend: one clear line, no stack. */
function stop(error: unknown): never {
  const isClear = error instanceof ConfigError || error instanceof DatabaseRefused || isListenError(error)
  complain(isClear ? `Fiche cannot start: ${error.message}` : `Fiche cannot start: ${String(error)}`)
  process.exit(1)
}

const isListenError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && error.syscall === 'listen'

function report(error: unknown, request: string): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  complain(`${new Date().toISOString()} ${request}: ${reason}`)
}

function welcome(founded: Founded | undefined, url: string): void {
  if (founded?.adminKey !== undefined) {
    say(`Admin key (shown this once): ${founded.adminKey}`)
  }
  say(`Fiche is ready at ${url}`)
}

async function start(config: Config): Promise<void> {
  const database = await openDatabase({
    folder: config.dataFolder,
    ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
  })
  const founded = await found(database, {
    ...config,
    sample: config.sample ?? config.databaseUrl === undefined,
  })
  const app = buildApp({ database, publicUrl: config.publicUrl, report })
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  welcome(founded, `http://${host}:${port}/`)

  let isDraining = false
  const drain = (): void => {
    if (isDraining) return
    isDraining = true
    setTimeout(() => process.exit(0), drainLimit).unref()
    server.close(() => {
      database.close().then(() => process.exit(0), stop)
    })
    // Connections that are kept alive but idle would hold the server open.
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }
  process.on('SIGTERM', drain)
  process.on('SIGINT', drain)
}

try {
  await start(configFromEnvironment())
} catch (error) {
  stop(error)
}
