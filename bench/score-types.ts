/** What one set of outside test data gave, for one language of it. */
export interface Score {
  readonly set: string
  /** A canonical tag; `mul` where the set isn't about one language. */
  readonly language: string
  readonly passed: number
  readonly total: number
  /** Of segment boundaries, 0 to 1; for sets that measure them. */
  readonly f1?: number
}
