import { Refusal } from '../refusal.ts'
import type { Role } from '../vocabulary.ts'
import { localeRoles } from '../vocabulary.ts'
import type { Editor } from './editor.ts'

/**
 * Who may do what. A locale role counts only for its own locale; reading drafts is open to every editor,
 * because a translator needs the other languages beside hers.
 */
const allowed = {
  readDrafts: ['translator', 'reviewer', 'publisher', 'admin'],
  comment: ['translator', 'reviewer', 'publisher', 'admin'],
  translate: ['translator', 'reviewer', 'admin'],
  review: ['reviewer', 'admin'],
  writeOriginal: ['publisher', 'admin'],
  publish: ['publisher', 'admin'],
  readEvents: ['admin'],
  manageKeys: ['admin'],
  manageLocales: ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof allowed

/** These may be held for one locale, and then only there. Reading drafts is not bound to a locale. */
const boundToLocale: readonly Permission[] = ['comment', 'translate', 'review']

const isLocaleRole = (role: Role): boolean => localeRoles.some((each) => each === role)

function may(editor: Editor, permission: Permission, locale?: string): boolean {
  const wanted: readonly Role[] = allowed[permission]
  return editor.grants.some(
    (grant) =>
      wanted.includes(grant.role) &&
      (!isLocaleRole(grant.role) || !boundToLocale.includes(permission) || grant.locale === locale),
  )
}

/** Gives the editor back if she may; refuses with `notSignedIn` or `notYourRole`. Every operation begins with it. */
export function permit(editor: Editor | undefined, permission: Permission, locale?: string): Editor {
  if (editor === undefined) throw new Refusal('notSignedIn')
  if (may(editor, permission, locale)) return editor
  throw new Refusal('notYourRole', { role: allowed[permission].join(', '), locale: locale ?? '' })
}
