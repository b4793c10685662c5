import { configFromEnvironment } from './config.ts'
import type { Config } from './config.ts'
import type { Database } from './store/database.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Errors whose message is one line for the operator. By name: their modules are read only after the configuration. */
const clear = ['ConfigError', 'DatabaseRefused', 'ListenError', 'WorkerFailed']

const reasonOf = (error: unknown): string =>
  error instanceof Error && clear.includes(error.name) ? error.message : String(error)

function report(error: unknown, request: string): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  complain(`${new Date().toISOString()} ${request}: ${reason}`)
}

/** What a process that serves tells the operator, with the time of it. */
const telling = {
  report,
  say: (line: string): void => complain(`${new Date().toISOString()} ${line}`),
}

async function open(config: Config): Promise<Database> {
  const { openDatabase } = await import('./store/database.ts')
  return openDatabase({
    folder: config.dataFolder,
    ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
  })
}

/** Makes the site at the first start, and prints the admin key: it exists from here on, and is never shown again. */
async function foundSite(config: Config, database: Database): Promise<void> {
  const { found } = await import('./setup/first-start.ts')
  const sample = config.sample ?? config.databaseUrl === undefined
  const founded = await found(database, { ...config, sample })
  if (founded?.adminKey !== undefined) say(`Admin key (shown this once): ${founded.adminKey}`)
}

/** Stops once, however often it is told, and exits. */
function stopper(stop: () => Promise<void>): () => void {
  let isStopping = false
  const shutDown = async () => {
    await stop()
    process.exit(0)
  }
  return () => {
    if (!isStopping) void shutDown()
    isStopping = true
  }
}

const onEnd = (stop: () => void): void => {
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
}

async function runAlone(config: Config): Promise<void> {
  process.on('SIGHUP', () =>
    complain('SIGHUP restarts workers one after the other; with FICHE_WORKERS=1 it does nothing.'),
  )
  // The rest of the program is read while the database opens: a start waits for the slower of the two.
  const [database, { serve }] = await Promise.all([
    open(config),
    import('./serve.ts'),
    import('./setup/first-start.ts'),
  ])
  await foundSite(config, database)
  const { url, stop } = await serve(config, database, telling)
  onEnd(stopper(stop))
  say(`Fiche is ready at ${url}`)
}

/** Brings the database up to date, once and not once a worker; then it only looks after the workers. */
async function runPrimary(config: Config): Promise<void> {
  const database = await open(config)
  await foundSite(config, database)
  await database.close()
  const { employ } = await import('./workers.ts')
  const workers = employ(config.workers, { say, complain })
  onEnd(stopper(workers.stop))
  process.on('SIGHUP', workers.restart)
  say(`Fiche is ready at ${await workers.ready}`)
}

async function runWorker(config: Config): Promise<void> {
  const { leavePrimary, tellPrimary, whenOrphaned } = await import('./worker.ts')
  // A terminal that closes tells every process of the group; the primary alone decides what follows from it.
  process.on('SIGHUP', () => undefined)
  try {
    const [database, { serve }] = await Promise.all([open(config), import('./serve.ts')])
    const { url, stop } = await serve(config, database, telling)
    const end = stopper(() => stop().then(leavePrimary))
    onEnd(end)
    whenOrphaned(end)
    await tellPrimary({ ready: url })
  } catch (error) {
    await tellPrimary({ failed: reasonOf(error) })
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const config = configFromEnvironment()
  if (config.workers === 1) return runAlone(config)
  const { isWorker } = await import('./worker.ts')
  return isWorker ? runWorker(config) : runPrimary(config)
}

try {
  await start()
} catch (error) {
  // For a reason that the operator can mend: one clear line, no stack.
  complain(`Fiche cannot start: ${reasonOf(error)}`)
  process.exit(1)
}
