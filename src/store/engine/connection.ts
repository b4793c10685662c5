/** What one engine offers to the code above it: text in, text out. All that differs ends here. */

/** A statement of one command, its parameters in PostgreSQL's text form, `null` for NULL. */
export interface Statement {
  readonly text: string
  readonly parameters: readonly (string | null)[]
  /** The statement may take as long as it needs: migrations. */
  readonly patient?: boolean
  /** Milliseconds after which nobody waits for the answer any more, in line or for the server. */
  readonly limit?: number
  /** Values are wanted as they came, in `bytes`, undecoded: for texts that are only passed on. */
  readonly undecoded?: boolean
}

/** A row of values in PostgreSQL's text form, as UTF-8. */
export type Bytes = readonly (Buffer | null)[]

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: number }[]
  /** Values in PostgreSQL's text form, in the order of `columns`. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Instead of `rows`, where they were wanted undecoded: UTF-8, in memory that is shared with other values. */
  readonly bytes?: readonly Bytes[]
  /** The command tag without its count: `SELECT`, `COMMIT`, `ROLLBACK`. */
  readonly command: string
}

export interface Connection {
  /**
   * How often the session behind this connection was lost so far. A transaction that sees it change is
   * gone: what it asks next must not reach the new session, where it would be committed piece by piece.
   */
  readonly losses: number
  /** Asks one statement; statements are answered in the order asked. Rejects with StatementError or DatabaseUnavailable. */
  ask(statement: Statement): Promise<Answer>
  close(): Promise<void>
}
