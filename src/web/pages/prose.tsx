import { jsxTemplate } from 'preact/jsx-runtime'
import type { Passage, ShownSegment } from '../../edition/body.ts'
import { direction } from '../../locale/tag.ts'
import type { Reading } from './reading.ts'
import { betweenSentences, runsOf } from './runs.ts'
import type { Run } from './runs.ts'
import { languageOf } from './site-links.ts'

/** Text with inline markup is sanitized when an edition is compiled (`edition/body`); all else is escaped here. */
function Words({ text, html }: { text: string; html?: string | undefined }) {
  return <>{html === undefined ? text : jsxTemplate([html])}</>
}

/** A passage: each sentence under its id, so that evidence and the line of truth can point at it. */
export function Prose({ passage, reading }: { passage: Passage; reading: Reading }) {
  if (passage.segments.length === 0) return <Words text={passage.text} html={passage.html} />
  return (
    <>
      {runsOf(passage).map((run) => (
        <>
          {run.before}
          {run.locale === undefined ? (
            <Sentences run={run} reading={reading} />
          ) : (
            <Gap run={run} locale={run.locale} reading={reading} />
          )}
        </>
      ))}
      {betweenSentences(passage).at(-1)}
    </>
  )
}

function Sentences({ run, reading }: { run: Run; reading: Reading }) {
  return (
    <>
      {run.sentences.map(({ segment, before }) => (
        <>
          {before}
          <Sentence segment={segment} reading={reading} />
        </>
      ))}
    </>
  )
}

/**
 * Sentences in a row that are shown in another language: said once, and in one run of that language's own
 * direction, or French sentences in an Arabic paragraph would follow each other from right to left.
 */
function Gap({ run, locale, reading }: { run: Run; locale: string; reading: Reading }) {
  const { translator, ours, view } = reading
  return (
    <>
      <span class="gap" {...languageOf({ locale, dir: direction(locale) }, view.locale)}>
        <Sentences run={run} reading={reading} />
      </span>{' '}
      <small class="gap-label" {...ours}>
        {translator.t('gap', { shown: locale })}
      </small>
    </>
  )
}

function Sentence({ segment, reading }: { segment: ShownSegment; reading: Reading }) {
  const changed = reading.outdated.has(segment.id)
  return (
    <span id={segment.id} class={changed ? 'sentence changed' : 'sentence'}>
      <Words text={segment.text} html={segment.html} />
      {changed && <ChangedMark reading={reading} />}
    </span>
  )
}

/** Beside a sentence whose original has changed. The word joiner keeps it on the line of the last word. */
function ChangedMark({ reading }: { reading: Reading }) {
  const { translator, ours } = reading
  return (
    <span class="mark">
      <span aria-hidden="true">{'\u2060◆'}</span>
      <span class="unseen" {...ours}>
        {` (${translator.t('changedMark')})`}
      </span>
    </span>
  )
}
