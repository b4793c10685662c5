/** What the operator decides, read once from the environment. Nothing else in the program reads it. */
export interface Config {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** PostgreSQL; without it the database is PGlite in `dataFolder`. */
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  /** The public origin, without a slash at its end. */
  readonly publicUrl: string | undefined
  /** For the first start only; afterwards the database has them. */
  readonly locales: readonly string[]
  readonly defaultLocale: string
  readonly adminKey: string | undefined
  /** Load the sample; undefined: on a new PGlite only. */
  readonly sample: boolean | undefined
  /** What an instance may hold of editions and answers made from them, in bytes. */
  readonly cacheBytes: number
  /** Processes that listen on the port together. */
  readonly workers: number
  /** The caches in front that are told what to forget; undefined: none. */
  readonly purge: PurgeConfig | undefined
  /** A line on standard output for every request. */
  readonly accessLog: boolean
  /** Whether `/metrics` answers. */
  readonly metrics: boolean
}

const purgeMethods = ['BAN', 'PURGE', 'POST'] as const

/** How shared caches are told which answers are no longer true. */
export interface PurgeConfig {
  readonly urls: readonly string[]
  readonly method: (typeof purgeMethods)[number]
  /** Signs each call (Standard Webhooks); undefined: unsigned. */
  readonly secret: string | undefined
}

/** A setting that is wrong: one line that names it and says what it may be. */
class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const megabyte = 2 ** 20

type Environment = Readonly<Record<string, string | undefined>>

const sampleLocales = ['fr', 'en', 'ar', 'es', 'de', 'pt', 'zh-Hans', 'ru']

/** An empty variable is one that is not set: that is how files of settings leave one out. */
const settingOf = (environment: Environment, name: string): string | undefined => {
  const value = environment[name]?.trim()
  return value === '' ? undefined : value
}

function portOf(value: string | undefined): number {
  if (value === undefined) return 3000
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new ConfigError(
    `PORT is "${value}"; it must be a whole number from 0 to 65535 (0 picks a free port).`,
  )
}

function databaseUrlOf(value: string | undefined): string | undefined {
  if (value === undefined) return value
  const url = /^postgres(ql)?:\/\//.test(value) && URL.canParse(value) ? new URL(value) : undefined
  // Without a name the driver would pick a database by itself, and it might be somebody else's.
  if (url !== undefined && url.pathname.length > 1) return value
  // The value is not repeated: it may hold a password.
  throw new ConfigError('DATABASE_URL must be an address like postgres://user:password@host:5432/database.')
}

function publicUrlOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
  if (isOrigin && url.username === '' && url.hash === '') return url.origin
  throw new ConfigError(
    `FICHE_URL is "${value}"; it must be an origin like https://fiche.example.org, without a path.`,
  )
}

function tagOf(name: string, value: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(value)
    if (tag !== undefined) return tag
  } catch {
    // Told below, in the same words as for an empty value.
  }
  throw new ConfigError(`${name} has "${value}", which is not a language tag (BCP 47) like fr or zh-Hans.`)
}

function localesOf(value: string | undefined): string[] {
  const tags = value?.split(',').map((tag) => tagOf('FICHE_LOCALES', tag.trim())) ?? sampleLocales
  return [...new Set(tags)]
}

function defaultLocaleOf(value: string | undefined, locales: readonly string[]): string {
  const tag = tagOf('FICHE_DEFAULT_LOCALE', value ?? (locales.includes('fr') ? 'fr' : (locales[0] ?? 'fr')))
  if (locales.includes(tag)) return tag
  throw new ConfigError(
    `FICHE_DEFAULT_LOCALE is "${tag}", which is not among FICHE_LOCALES (${locales.join(', ')}).`,
  )
}

function switchOf(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined
  if (value === 'true' || value === 'false') return value === 'true'
  throw new ConfigError(`${name} is "${value}"; it must be true or false.`)
}

function wholeOf(
  name: string,
  value: string | undefined,
  range: { least: number; most: number; usual: number },
): number {
  if (value === undefined) return range.usual
  if (/^\d{1,6}$/.test(value) && Number(value) >= range.least && Number(value) <= range.most)
    return Number(value)
  throw new ConfigError(
    `${name} is "${value}"; it must be a whole number from ${range.least} to ${range.most}.`,
  )
}

/** PGlite is embedded in one process: two on one folder would corrupt it. */
function workersOf(value: string | undefined, databaseUrl: string | undefined): number {
  const workers = wholeOf('FICHE_WORKERS', value, { least: 1, most: 64, usual: 1 })
  if (workers === 1 || databaseUrl !== undefined) return workers
  throw new ConfigError(
    `FICHE_WORKERS is "${workers}"; with the embedded database it can only be 1: set DATABASE_URL for more.`,
  )
}

function isCacheAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text)
    decodeURIComponent(username + password)
    return /^https?:$/.test(protocol)
  } catch {
    return false
  }
}

function purgeOf(setting: (name: string) => string | undefined): PurgeConfig | undefined {
  const urls = setting('FICHE_PURGE_URLS')
    ?.split(',')
    .map((url) => url.trim())
  if (urls?.some((url) => !isCacheAddress(url)) === true) {
    // The value is not repeated: it may hold a password.
    throw new ConfigError('FICHE_PURGE_URLS must be addresses like http://127.0.0.1:6081/, joined by commas.')
  }
  const name = setting('FICHE_PURGE_METHOD') ?? 'BAN'
  const method = purgeMethods.find((each) => each === name)
  if (method === undefined) {
    throw new ConfigError(`FICHE_PURGE_METHOD is "${name}"; it must be one of ${purgeMethods.join(', ')}.`)
  }
  const secret = setting('FICHE_PURGE_SECRET')
  if (secret !== undefined && secret.length < 20) {
    throw new ConfigError('FICHE_PURGE_SECRET must have 20 characters at least.')
  }
  return urls === undefined ? undefined : { urls, method, secret }
}

function adminKeyOf(value: string | undefined): string | undefined {
  if (value === undefined || /^[\w.~+/-]{20,200}$/.test(value)) return value
  throw new ConfigError('FICHE_ADMIN_KEY must have 20 to 200 characters: letters, digits and . _ ~ + / -.')
}

/** Reads the configuration. Throws a ConfigError at the first setting that is wrong. */
export function readConfig(environment: Environment): Config {
  const setting = (name: string) => settingOf(environment, name)
  const locales = localesOf(setting('FICHE_LOCALES'))
  const databaseUrl = databaseUrlOf(setting('DATABASE_URL'))
  return Object.freeze({
    host: setting('HOST') ?? '127.0.0.1',
    port: portOf(setting('PORT')),
    databaseUrl,
    dataFolder: setting('FICHE_DATA') ?? './data',
    publicUrl: publicUrlOf(setting('FICHE_URL')),
    locales,
    defaultLocale: defaultLocaleOf(setting('FICHE_DEFAULT_LOCALE'), locales),
    adminKey: adminKeyOf(setting('FICHE_ADMIN_KEY')),
    sample: switchOf('FICHE_SAMPLE', setting('FICHE_SAMPLE')),
    cacheBytes:
      megabyte * wholeOf('FICHE_CACHE_MB', setting('FICHE_CACHE_MB'), { least: 1, most: 100_000, usual: 32 }),
    workers: workersOf(setting('FICHE_WORKERS'), databaseUrl),
    purge: purgeOf(setting),
    accessLog: switchOf('FICHE_ACCESS_LOG', setting('FICHE_ACCESS_LOG')) ?? false,
    metrics: switchOf('FICHE_METRICS', setting('FICHE_METRICS')) ?? false,
  })
}

/** The configuration of this process. */
export const configFromEnvironment = (): Config => readConfig(process.env)
