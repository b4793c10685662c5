/** What comes while a question is under way waits for it, but, while fewer than these are, no longer than this (ms). */
const patience = 10
const mostUnderWay = 4
/** So many are not kept waiting for the one before. */
const mostTogether = 50
/** How many may wait to be asked for: with a database that hardly answers, more only fill the memory. */
const mostWaiting = 1000
/** How long anybody waits, until she is asked for and answered (ms). */
const longestWait = 5000

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
  readonly #tooLate: () => Error
  #waiting: Waiting<Wanted, Answer>[] = []
  #underWay = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * @param ask gives an answer for each, in the same order; undefined where there is none
   * @param failure.isUnavailable whether an error says that nobody answers
   * @param failure.tooLate what is told to those who waited too long, or find too many waiting
   */
  constructor(
    ask: (wanted: readonly Wanted[]) => Promise<readonly (Answer | undefined)[]>,
    failure: { isUnavailable: (error: unknown) => boolean; tooLate: () => Error },
  ) {
    this.#ask = ask
    this.#isUnavailable = failure.isUnavailable
    this.#tooLate = failure.tooLate
  }

  for(wanted: Wanted): Promise<Answer | undefined> {
    if (this.#waiting.length >= mostWaiting) return Promise.reject(this.#tooLate())
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting)
        reject(this.#tooLate())
      }
      // Until there is an answer, not only until she is asked for: both may take as long as a question does.
      const deadline = setTimeout(giveUp, longestWait)
      const waiting: Waiting<Wanted, Answer> = {
        wanted,
        resolve: (answer) => {
          clearTimeout(deadline)
          resolve(answer)
        },
        reject: (error) => {
          clearTimeout(deadline)
          reject(error)
        },
      }
      this.#waiting.push(waiting)
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
