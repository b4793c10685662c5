import { Agent } from 'node:http'
import { ask } from './capture.ts'
import type { Answer, Ask } from './capture.ts'
import { figure, quantile } from './figures.ts'

/** One question that is asked again and again while the database is away, and every answer to it. */
export interface Probe {
  readonly answers: readonly Answer[]
  /** Questions that got no answer: the connection broke. */
  readonly broken: () => number
  /** Asks no more, and waits for the answers. */
  readonly stop: () => Promise<void>
}

type Question = Ask & { readonly method?: string; readonly body?: string }

/** Asks at regular times, whether or not the answers before have come. `question` gives what is asked the nth time. */
export function probe(server: string, perSecond: number, question: (nth: number) => Question): Probe {
  const over = new Agent({ keepAlive: true })
  const answers: Answer[] = []
  const pending = new Set<Promise<void>>()
  let [asked, failures] = [0, 0]
  const timer = setInterval(() => {
    const answer = ask(server, { ...question(asked++), over })
      .then((each) => void answers.push(each))
      .catch(() => void (failures += 1))
      .finally(() => pending.delete(answer))
    pending.add(answer)
  }, 1000 / perSecond)
  return {
    answers,
    broken: () => failures,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(pending)
      over.destroy()
    },
  }
}

/** `503 problem, Retry-After 5: 60 × in 1.2 ms, at most 8.0 ms`, for every kind of answer. */
export function summary({ answers, broken }: Probe): string {
  const groups = new Map<string, number[]>()
  for (const { status, headers, milliseconds } of answers) {
    const problem = headers['content-type']?.includes('problem+json') === true ? ' problem' : ''
    const retry = headers['retry-after'] === undefined ? '' : `, Retry-After ${headers['retry-after']}`
    const key = `${status}${problem}${retry}`
    groups.set(key, [...(groups.get(key) ?? []), milliseconds])
  }
  const told = [...groups].map(([key, times]) => {
    const [usual, most] = [0.5, 1].map((share) => figure(quantile(times, share), 1))
    return `${key}: ${times.length} × in ${usual} ms, at most ${most} ms`
  })
  return [...told, ...(broken() > 0 ? [`no answer: ${broken()}`] : [])].join('; ')
}
