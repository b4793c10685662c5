/** What comes while a question is under way is asked together; nobody waits for a slow one longer than this (ms). */
const patience = 10
/** So many are not kept waiting for the one before. */
const mostTogether = 50
const mostUnderWay = 4

interface Waiting<Wanted, Answer> {
  readonly wanted: Wanted
  readonly resolve: (answer: Answer | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Asks for several things at once. One alone is asked for at once; while a question is under way, what comes is
 * gathered, and asked for in one question when that is answered, when there is enough of it, or when it has waited for
 * long. So an idle instance waits for nothing, and a busy one has a round trip for a dozen readers instead of one for
 * each.
 *
 * Should such a question fail for another reason than that nobody answers, each is asked for alone: one must not fail
 * for what is wrong with another.
 */
export class Together<Wanted, Answer> {
  readonly #ask: (wanted: readonly Wanted[]) => Promise<readonly (Answer | undefined)[]>
  readonly #isUnavailable: (error: unknown) => boolean
  #waiting: Waiting<Wanted, Answer>[] = []
  #underWay = 0
  #timer: NodeJS.Timeout | undefined

  /** @param ask gives an answer for each, in the same order; undefined where there is none */
  constructor(
    ask: (wanted: readonly Wanted[]) => Promise<readonly (Answer | undefined)[]>,
    isUnavailable: (error: unknown) => boolean,
  ) {
    this.#ask = ask
    this.#isUnavailable = isUnavailable
  }

  for(wanted: Wanted): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wanted, resolve, reject })
      if (this.#underWay === 0 || this.#waiting.length >= mostTogether) void this.#askNext()
      else this.#timer ??= setTimeout(() => void this.#askNext(), patience)
    })
  }

  async #askNext(): Promise<void> {
    if (this.#underWay >= mostUnderWay) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const some = this.#waiting.splice(0, mostTogether)
    if (some.length === 0) return
    this.#underWay++
    await this.#answer(some)
    this.#underWay--
    void this.#askNext()
  }

  async #answer(some: readonly Waiting<Wanted, Answer>[]): Promise<void> {
    try {
      const answers = await this.#ask(some.map(({ wanted }) => wanted))
      for (const [at, { resolve }] of some.entries()) resolve(answers[at])
    } catch (error) {
      if (some.length === 1 || this.#isUnavailable(error)) for (const { reject } of some) reject(error)
      else for (const one of some) await this.#answer([one])
    }
  }
}
