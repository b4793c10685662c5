import type { ShownSegment } from '../../edition/body.ts'
import { gapLanguage, passagesOf } from './reading.ts'
import type { Reading } from './reading.ts'

/** The line of truth: what this text is, and whether it still says what its original says. */
export function Truth({ reading }: { reading: Reading }) {
  const { view, ours } = reading
  const isTrue = view.upToDate && view.outdated.length === 0
  return (
    <div class={isTrue ? 'truth' : 'truth behind'}>
      <p {...ours}>{lineOfTruth(reading)}</p>
      <ChangedList reading={reading} />
    </div>
  )
}

function lineOfTruth({ view, translator }: Reading): string {
  const { t } = translator
  const { edition, sourceLocale: source } = view
  if (view.locale === source) return t('truth.original', { edition })
  const what = t('truth.translated', { source, edition })
  return t('truth.line', { what, standing: standing({ view, translator }) })
}

function standing({ view, translator }: Pick<Reading, 'view' | 'translator'>): string {
  const { t } = translator
  if (view.outdated.length > 0) return t('truth.changed', { count: view.outdated.length })
  return view.upToDate ? t('truth.upToDate') : t('truth.revised')
}

function ChangedList({ reading }: { reading: Reading }) {
  const { view, translator, ours, outdated } = reading
  const all = passagesOf(view).flatMap((passage) => passage.segments)
  const changed = all.filter((segment) => outdated.has(segment.id))
  if (changed.length === 0) return <></>
  return (
    <details>
      <summary {...ours}>{translator.t('truth.which')}</summary>
      <ul>
        {changed.map((segment) => (
          <li>
            <a href={`#${segment.id}`} {...gapLanguage(segment, reading)}>
              {beginning(segment)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Enough of a sentence to know it by. */
const longest = 100

/** Cut between characters as readers see them, never inside one. */
function beginning({ text }: ShownSegment): string {
  const head = text.slice(0, longest * 4)
  const characters = [...new Intl.Segmenter().segment(head)].map(({ segment }) => segment)
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : head
}
