/**
 * Decoding of originals. Charsets are labels of the WHATWG Encoding Standard.
 *
 * Node 20 decodes windows-1252 (and so what is called ISO-8859-1) as Latin-1 proper: 0x97, a dash, comes out as a C1
 * control. These are the 32 characters that the standard has for 0x80 to 0x9F; where it is followed already, none of
 * the five that it leaves as controls is changed by this.
 */
const instead = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

const repaired = (text: string): string =>
  text.replaceAll(/[\u0080-\u009F]/g, (control) => instead.charAt(control.charCodeAt(0) - 0x80))

/** Throws a RangeError for a charset that is not known, a TypeError for bytes that are not in it. */
export function decode(bytes: Uint8Array, charset: string, keepMark = false): string {
  const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: keepMark })
  const text = decoder.decode(bytes)
  return decoder.encoding === 'windows-1252' ? repaired(text) : text
}
