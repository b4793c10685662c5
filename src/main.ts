import { configFromEnvironment } from './config.ts'
import type { Config } from './config.ts'
import { Tally } from './web/tally.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Errors whose message is one line for the operator. By name: their modules are read only after the configuration. */
const clear = ['ConfigError', 'DatabaseRefused', 'ListenError']

const isClear = (error: unknown): error is Error => error instanceof Error && clear.includes(error.name)

/** A stop for a reason that the operator can mend: one clear line, no stack. */
function stop(error: unknown): never {
  complain(`Fiche cannot start: ${isClear(error) ? error.message : String(error)}`)
  process.exit(1)
}

function report(error: unknown, request: string): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  complain(`${new Date().toISOString()} ${request}: ${reason}`)
}

async function start(config: Config): Promise<void> {
  // The rest of the program is read while the database opens: a start waits for the slower of the two.
  const [database, { buildApp }, { found }, { listen }, { Delivery }] = await Promise.all([
    import('./store/database.ts').then(({ openDatabase }) =>
      openDatabase({
        folder: config.dataFolder,
        ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
      }),
    ),
    import('./app.ts'),
    import('./setup/first-start.ts'),
    import('./web/listen.ts'),
    import('./delivery/delivery.ts'),
  ])
  const founded = await found(database, {
    ...config,
    sample: config.sample ?? config.databaseUrl === undefined,
  })
  // Before anything else can fail: the key exists from here on, and is never shown again.
  if (founded?.adminKey !== undefined) say(`Admin key (shown this once): ${founded.adminKey}`)
  const delivery = await Delivery.open(database, {
    cacheBytes: config.cacheBytes,
    say: (line) => complain(`${new Date().toISOString()} ${line}`),
  })
  const { url, drain } = await listen(
    buildApp({
      database,
      delivery,
      publicUrl: config.publicUrl,
      report,
      tally: new Tally(),
      metrics: config.metrics,
    }),
    config,
  )
  say(`Fiche is ready at ${url}`)

  let isStopping = false
  const shutDown = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await drain()
    await delivery.close()
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
