import type { Card, CardValue } from '../../edition/body.ts'
import { Prose } from './prose.tsx'
import type { Reading } from './reading.ts'

/** A section's heading, in the reader's language. */
export function Label({ id, text, reading }: { id: string; text: string; reading: Reading }) {
  return (
    <h2 id={id} class="label" {...reading.ours}>
      {text}
    </h2>
  )
}

/** The fact cards; nothing where there are none. */
export function Cards({ reading }: { reading: Reading }) {
  const { view, translator } = reading
  if (view.cards.length === 0) return <></>
  return (
    <section class="part" aria-labelledby="facts">
      <Label id="facts" text={translator.t('facts')} reading={reading} />
      <ul class="cards" role="list">
        {view.cards.map((card) => (
          <FactCard card={card} reading={reading} />
        ))}
      </ul>
    </section>
  )
}

function FactCard({ card, reading }: { card: Card; reading: Reading }) {
  return (
    <li class="card" id={`card-${card.key}`}>
      {card.value !== null && (
        <p class="value">
          <Value value={card.value} />
        </p>
      )}
      <div>
        <h3>
          <Prose passage={card.headline} reading={reading} />
        </h3>
        {card.text.text !== '' && (
          <p>
            <Prose passage={card.text} reading={reading} />
          </p>
        )}
        <Evidence ids={card.evidence} reading={reading} />
      </div>
    </li>
  )
}

/** What `<time datetime>` can hold (HTML section 4.5.14): a year, a month or a day. */
const oneDate = /^\d{4,}(-\d{2}){0,2}$/u

/** A date in `<time>`; a period, which `<time>` cannot say, as an ISO 8601 interval in `<data>`; a number likewise. */
function Value({ value }: { value: CardValue }) {
  if (value.type === 'quantity') return <data value={String(value.number)}>{value.text}</data>
  if (value.to === null && oneDate.test(value.from)) return <time datetime={value.from}>{value.text}</time>
  return <data value={`${value.from}/${value.to ?? '..'}`}>{value.text}</data>
}

/** Links to the sentences of the body that a part was drawn from; those this edition doesn't show are left out. */
export function Evidence({ ids, reading }: { ids: readonly string[]; reading: Reading }) {
  const { translator, numbers, ours } = reading
  const shown = ids.flatMap((id) => {
    const number = numbers.get(id)
    return number === undefined ? [] : [{ id, number }]
  })
  if (shown.length === 0) return <></>
  return (
    <p class="evidence" {...ours}>
      {translator.t('evidence')}
      {shown.map(({ id, number }) => (
        <>
          {' '}
          <a href={`#${id}`}>{translator.t('sentence', { number })}</a>
        </>
      ))}
    </p>
  )
}
