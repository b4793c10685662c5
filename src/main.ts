import { buildApp } from './app.ts'
import { configFromEnvironment, ConfigError } from './config.ts'
import type { Config } from './config.ts'
import { found } from './setup/first-start.ts'
import { DatabaseRefused, openDatabase } from './store/database.ts'
import { listen } from './web/listen.ts'

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

async function start(config: Config): Promise<void> {
  const database = await openDatabase({
    folder: config.dataFolder,
    ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
  })
  const founded = await found(database, {
    ...config,
    sample: config.sample ?? config.databaseUrl === undefined,
  })
  // Before anything else can fail: the key exists from here on, and is never shown again.
  if (founded?.adminKey !== undefined) say(`Admin key (shown this once): ${founded.adminKey}`)
  const app = buildApp({ database, publicUrl: config.publicUrl, report })
  const { url, drain } = await listen(app, config)
  say(`Fiche is ready at ${url}`)

  let isStopping = false
  const shutDown = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await drain()
    await database.close().catch((error: unknown) => report(error, 'closing the database'))
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void shutDown())
}

try {
  await start(configFromEnvironment())
} catch (error) {
  stop(error)
}
