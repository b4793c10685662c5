/** People at work: each asks for one thing after the other until the service is gone. */
import { ask, Refused } from './client.ts'
import {
  editionsOf,
  originalOf,
  publishedIn,
  record,
  segmentKey,
  targets,
  versionsOf,
  type Ledger,
  type Write,
} from './ledger.ts'

interface Work {
  readonly url: string
  readonly ledger: Ledger
  readonly random: () => number
  /** True once the kill was sent: from then on no answer is owed. */
  readonly isOver: () => boolean
  /** Told of every answer. */
  readonly answered: () => void
}

/** Asks for a write and writes down the answer. False when the service was killed before it came. */
async function attempt(work: Work, write: Write, send: () => Promise<Write>): Promise<boolean> {
  const { ledger } = work
  ledger.pending.add(write)
  try {
    const done = await send()
    ledger.pending.delete(write)
    record(ledger, done)
    ledger.recent.push(done)
    work.answered()
    return true
  } catch (error) {
    if (error instanceof Refused || !work.isOver()) throw error
    return false
  }
}

async function translate(work: Work, locale: string): Promise<void> {
  const { url, ledger, random } = work
  const path = `/v1/documents/${ledger.slug}/variants/${locale}`
  // The sentence that counts is gone with the next revision: it is nobody's to translate.
  const stable = [...ledger.sources].filter(([, source]) => !source.includes('compteur')).map(([id]) => id)
  for (let going = true; going && !work.isOver();) {
    const id = stable[Math.floor(random() * stable.length)] ?? ''
    const seen = versionsOf(ledger, segmentKey(locale, id)).length
    const text = `${ledger.sources.get(id)} (${locale} ${seen + 1}, ${random()})`
    const state = random() < 0.5 ? 'translated' : 'reviewed'
    const write = { kind: 'translation', locale, id, version: seen + 1, text } as const
    going = await attempt(work, write, async () => {
      const saved = await ask(url, 'PUT', `${path}/segments/${id}`, { json: { text, state }, seen })
      return { ...write, version: saved.version, text: saved.text }
    })
  }
}

async function revise(work: Work): Promise<void> {
  const { url, ledger } = work
  for (let going = true; going && !work.isOver();) {
    const seen = Math.max(...ledger.revisions.keys())
    const count = (ledger.revisions.get(seen) ?? 0) + 1
    const write = { kind: 'revision', revision: seen + 1, count } as const
    going = await attempt(work, write, async () => {
      const json = { text: originalOf(count) }
      const saved = await ask(url, 'PUT', `/v1/documents/${ledger.slug}/original`, { json, seen })
      return { ...write, revision: saved.revision }
    })
  }
}

/** Publishes what there is, with gaps. */
export async function publish(url: string, slug: string, locale: string, revision?: number): Promise<Write> {
  const json = revision === undefined ? { allowGaps: true } : { allowGaps: true, revision }
  const made = await ask(url, 'POST', `/v1/documents/${slug}/variants/${locale}/editions`, { json })
  return { kind: 'edition', locale, edition: made.edition, revision: made.revision }
}

async function publishAll(work: Work, locale: string): Promise<void> {
  const { url, ledger } = work
  for (let going = true; going && !work.isOver();) {
    const edition = editionsOf(ledger, locale).length + 1
    const write = { kind: 'edition', locale, edition, revision: undefined } as const
    going = await attempt(work, write, () => publish(url, ledger.slug, locale))
  }
}

/** All of them at once; resolves when the last has noticed the end, rejects at any answer but success. */
export async function writeUntilOver(work: Work): Promise<void> {
  const all = [
    ...targets.map((locale) => translate(work, locale)),
    revise(work),
    ...publishedIn.map((locale) => publishAll(work, locale)),
  ]
  await Promise.all(all)
}
