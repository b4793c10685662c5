/**
 * The closed word lists: one word for one thing, everywhere.
 * Database constraints, API schemas and interface strings are all made from these.
 */

/** States of a translation, XLIFF 2.1 section 4.3.1.33. `final` is derived: it is what a live edition shows. */
export const states = ['initial', 'translated', 'reviewed', 'final'] as const
export type State = (typeof states)[number]

/** The states that an editor may give a translation. */
export const editableStates = ['initial', 'translated', 'reviewed'] as const
export type EditableState = (typeof editableStates)[number]

/** Roles that are held for one locale. */
export const localeRoles = ['translator', 'reviewer'] as const
/** Roles that are held for the whole site. */
export const siteRoles = ['publisher', 'admin'] as const
export const roles = [...localeRoles, ...siteRoles] as const
export type LocaleRole = (typeof localeRoles)[number]
export type SiteRole = (typeof siteRoles)[number]
export type Role = (typeof roles)[number]

export const cardKinds = ['event', 'period', 'figure', 'statement'] as const
export type CardKind = (typeof cardKinds)[number]

export const blockKinds = ['paragraph', 'heading', 'listItem', 'quotation', 'code'] as const
export type BlockKind = (typeof blockKinds)[number]

/** How a translation came to be. */
export const origins = ['human', 'import', 'sample'] as const
export type Origin = (typeof origins)[number]

/** What happened to an edition, as mirrors see it. */
const editionChangeKinds = ['published', 'withdrawn'] as const
export type EditionChangeKind = (typeof editionChangeKinds)[number]
/** What readers get something else after: an edition, or (`site`) the languages of the site and their chains. */
export const changeKinds = [...editionChangeKinds, 'site'] as const
export type ChangeKind = (typeof changeKinds)[number]
