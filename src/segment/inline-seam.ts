/** Scripts written without spaces between words, with the punctuation that belongs to them. */
const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303F\\u30FB\\u30FC\\uFF00-\\uFF9F\\uFFE0-\\uFFEF]'
const unspacedEnd = new RegExp(`${unspaced}$`, 'u')
const unspacedStart = new RegExp(`^${unspaced}`, 'u')

/** Whether the text ends in Han, Kana or full-width punctuation. */
export function endsUnspaced(text: string): boolean {
  return unspacedEnd.test(text.slice(-2))
}

/** Whether the text begins with Han, Kana or full-width punctuation. */
export function beginsUnspaced(text: string): boolean {
  return unspacedStart.test(text.slice(0, 2))
}
