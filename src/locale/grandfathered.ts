/**
 * The tags that RFC 5646 section 2.2.8 kept although they don't follow its grammar, with their preferred
 * values in the IANA Language Subtag Registry. `Intl` (UTS #35) refuses them. Those without a preferred
 * value are as UTS #35, section BCP 47 Language Tag Conversion, has them.
 */
export const grandfathered: ReadonlyMap<string, string> = new Map([
  ['art-lojban', 'jbo'],
  ['cel-gaulish', 'xtg-x-cel-gaulish'],
  ['en-gb-oed', 'en-GB-oxendict'],
  ['i-ami', 'ami'],
  ['i-bnn', 'bnn'],
  ['i-default', 'en-x-i-default'],
  ['i-enochian', 'und-x-i-enochian'],
  ['i-hak', 'hak'],
  ['i-klingon', 'tlh'],
  ['i-lux', 'lb'],
  ['i-mingo', 'see-x-i-mingo'],
  ['i-navajo', 'nv'],
  ['i-pwn', 'pwn'],
  ['i-tao', 'tao'],
  ['i-tay', 'tay'],
  ['i-tsu', 'tsu'],
  ['no-bok', 'nb'],
  ['no-nyn', 'nn'],
  ['sgn-be-fr', 'sfb'],
  ['sgn-be-nl', 'vgt'],
  ['sgn-ch-de', 'sgg'],
  ['zh-guoyu', 'cmn'],
  ['zh-hakka', 'hak'],
  ['zh-min', 'nan-x-zh-min'],
  ['zh-min-nan', 'nan'],
  ['zh-xiang', 'hsn'],
])
