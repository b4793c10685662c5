import type { Settings } from './settings.ts'

/** What a measurement is given: the settings, where to write, and whom to tell that a figure is not good enough. */
export interface Run {
  readonly settings: Settings
  readonly say: (line: string) => void
  /** Progress, for whoever is waiting; not a part of the results. */
  readonly note: (line: string) => void
  /** A bound that any machine keeps: broken, the run fails. */
  readonly bound: (isKept: boolean, what: string) => string
  /** A target of speed: missed, the run fails unless it is a short one. */
  readonly target: (isMet: boolean, what: string) => string
}

export function runOf(settings: Settings): Run & { readonly failures: readonly string[] } {
  const failures: string[] = []
  const judge = (isGood: boolean, what: string): string => {
    if (!isGood) failures.push(what)
    return isGood ? 'yes' : '**no**'
  }
  return {
    settings,
    failures,
    say: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`… ${line}\n`),
    bound: judge,
    target: (isMet, what) => (settings.short ? 'not judged' : judge(isMet, what)),
  }
}
