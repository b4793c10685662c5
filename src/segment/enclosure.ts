/**
 * The stretches of a text that belong to the sentence around them: an aside in brackets, and a quotation that
 * its sentence goes on after. `(He left. She stayed.)` and the quotation of `« Non. Jamais », dit-il` hold;
 * that of `He said: “No. Never.” Then he left.` does not.
 */
const longest = 400
const mark = /[()[\]{}（）「」『』【】«»“”„"]/gu
const closes: Record<string, string> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '）': '（',
  '」': '「',
  '』': '『',
  '】': '【',
  '»': '«',
  '«': '»',
  '“': '„',
  '”': '“„”',
  '"': '"',
}
const goesOn = /[\s]{0,2}(?:[,.;،؛，]|[\p{Pd}\s]{0,4}\p{Ll})/uy

interface Range {
  readonly from: number
  readonly to: number
}

interface Opened {
  readonly sign: string
  readonly at: number
}

function isHeld(text: string, sign: string, from: number, to: number): boolean {
  if (to - from > longest) return false
  if (!/[«»“”„"]/u.test(sign)) return true
  goesOn.lastIndex = to + 1
  return goesOn.test(text)
}

/** The opened mark that a sign closes, if the innermost one fits. */
function opening(open: readonly Opened[], sign: string): Opened | undefined {
  const last = open.at(-1)
  return last !== undefined && (closes[sign] ?? '').includes(last.sign) ? last : undefined
}

/** Held stretches, outermost only, in the order of the text. */
function heldRanges(text: string): Range[] {
  const open: Opened[] = []
  const ranges: Range[] = []
  for (const { 0: sign, index } of text.matchAll(mark)) {
    const opened = opening(open, sign)
    if (opened === undefined) {
      if (!/[)\]}）」』】]/u.test(sign)) open.push({ sign, at: index })
      continue
    }
    open.pop()
    if (!isHeld(text, sign, opened.at, index)) continue
    while ((ranges.at(-1)?.from ?? -1) > opened.at) ranges.pop()
    ranges.push({ from: opened.at, to: index })
  }
  return ranges
}

/** Tells whether an offset lies within a held stretch; to be asked in the order of the text. */
export function holdings(text: string): (offset: number) => boolean {
  const ranges = heldRanges(text)
  let at = 0
  return (offset) => {
    while ((ranges[at]?.to ?? Infinity) < offset) at += 1
    return (ranges[at]?.from ?? Infinity) < offset
  }
}
