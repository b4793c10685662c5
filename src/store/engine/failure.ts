/** The ways in which a database says no, the same for both engines, and the questions asked about them. */

/** Fiche can't start on this database. The message is one line that says what to do. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
}

/** The database can't be reached, or went away. The statement may or may not have been carried out. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

/** A session that had been there was lost; a new one may well be had at once. */
export class SessionLost extends DatabaseUnavailable {}

/** What PostgreSQL reports with an error (protocol 3.0, section 55.8, Error and Notice Message Fields). */
export interface Report {
  readonly message: string
  readonly code: string
  readonly constraint: string | undefined
  readonly detail: string | undefined
}

/** PostgreSQL refused a statement. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  /** SQLSTATE, five characters. */
  readonly code: string
  readonly constraint: string | undefined
  readonly detail: string | undefined

  constructor(report: Report) {
    super(report.message)
    this.code = report.code
    this.constraint = report.constraint
    this.detail = report.detail
  }
}

/**
 * A query failed; `cause` says why. Stands in for Drizzle's own error, whose message holds all
 * parameters: texts and key hashes would end up in the log.
 */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed'
  /** The statement, with `$1` for its parameters. */
  readonly query: string

  constructor(query: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.query = query
  }
}

/** The error, its cause, the cause of that, and so on, as far as they are errors. */
function chain(error: unknown): Error[] {
  const errors: Error[] = []
  for (let at = error; at instanceof Error && !errors.includes(at); at = at.cause) errors.push(at)
  return errors
}

function statementError(error: unknown): StatementError | undefined {
  return chain(error).find((each) => each instanceof StatementError)
}

/** The SQLSTATE of the statement that failed; undefined when the error is not PostgreSQL's. */
export function sqlState(error: unknown): string | undefined {
  return statementError(error)?.code
}

/**
 * The name of the constraint that a write violated (SQLSTATE class 23). For NOT NULL, which has no
 * name before PostgreSQL 18, and wherever else none is told, it is the SQLSTATE: `23502`.
 */
export function violatedConstraint(error: unknown): string | undefined {
  const failure = statementError(error)
  if (failure === undefined || !failure.code.startsWith('23') || failure.code === '23502') {
    return failure?.code === '23502' ? '23502' : undefined
  }
  return failure.constraint ?? failure.code
}

/**
 * SQLSTATEs that say "not now" and nothing about the statement: 08 connection (but not 08P01, a malformed
 * message), 53 resources (too many
 * connections, disk full), 57P01–57P05 shutting down or starting, 57014 cancelled by a time limit.
 */
const unavailable = /^(08(?!P01)...|53...|57P0[1-5]|57014)$/

/** Whether an error says that the database is away, so that the same request may well succeed later. */
export function isUnavailable(error: unknown): boolean {
  return chain(error).some(
    (each) =>
      each instanceof DatabaseUnavailable || (each instanceof StatementError && unavailable.test(each.code)),
  )
}

/** Whether the session was lost by which this was asked: the socket closed, or the server ended it (57P01, 57P02). */
export function isSessionLost(error: unknown): boolean {
  return chain(error).some(
    (each) => each instanceof SessionLost || (each instanceof StatementError && /^57P0[12]$/.test(each.code)),
  )
}
