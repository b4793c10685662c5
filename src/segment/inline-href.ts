/**
 * Where a link may lead: `http:`, `https:`, `mailto:`, or an address without a scheme (relative, anchor,
 * `//host`). Whatever else stands before a colon is refused, so that no entity, letter case or future
 * scheme needs to be foreseen. A browser drops tabs and line ends inside an address and control characters
 * and spaces before it (WHATWG URL, section 4.4): an address that still has any is refused too.
 */
export function isSafeHref(href: string): boolean {
  if (href === '' || /[\s\p{Cc}\p{Cf}\\]/u.test(href)) return false
  const colon = /^[^/?#]*?:/.exec(href)
  return colon === null || /^(?:https?|mailto):$/i.test(colon[0])
}
