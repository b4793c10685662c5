/** What the person who runs the benchmarks decides. */
export interface Settings {
  /** The server on which the benchmarks make their databases; its own database is not touched. */
  readonly server: string
  /** Seconds that one round of one contender takes: many short ones, since the speed of shared cores drifts. */
  readonly seconds: number
  readonly rounds: number
  /** Small and quick, to show that everything works; speeds are printed and not judged. */
  readonly short: boolean
  /** Documents in the small set and the large one, each in six languages. */
  readonly small: number
  readonly large: number
  /** Seconds that editions are visited at random while memory is watched. */
  readonly memorySeconds: number
  /** Seconds that PostgreSQL is away. */
  readonly outageSeconds: number
  readonly publications: number
}

/** The admin key of every generated database: they hold nothing that is anybody's. */
export const adminKey = 'fiche_bench_admin_key_0123456789'

export function settingsFrom(environment: NodeJS.ProcessEnv, short: boolean): Settings {
  const number = (name: string, usual: number, brief: number): number => {
    const value = environment[name]
    return value === undefined || value === '' ? (short ? brief : usual) : Number(value)
  }
  return {
    server: environment['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    seconds: number('BENCH_SECONDS', 1, 1),
    rounds: number('BENCH_ROUNDS', 15, 1),
    short,
    small: 1000,
    large: number('BENCH_DOCUMENTS', 100_000, 1000),
    memorySeconds: number('BENCH_MEMORY_SECONDS', 180, 5),
    outageSeconds: number('BENCH_OUTAGE_SECONDS', 60, 5),
    publications: number('BENCH_PUBLICATIONS', 500, 20),
  }
}
