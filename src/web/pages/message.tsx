import type { ComponentChild } from 'preact'

/** Private-use characters: none of our messages has them, and no value of a slot is put in as text. */
const open = '\uE000'
const close = '\uE001'

/** What stands in a message, as its parameter, for an element that `Message` puts there. */
export function slot(name: string): string {
  return open + name + close
}

/**
 * A message with elements in it: `<Message text={t('asOf', { date: slot('date') })} slots={{ date: <time/> }} />`.
 * The language decides where they stand.
 */
export function Message({ text, slots }: { text: string; slots: Readonly<Record<string, ComponentChild>> }) {
  const parts = text.split(new RegExp(`${open}|${close}`, 'u'))
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : slots[part]))}</>
}
