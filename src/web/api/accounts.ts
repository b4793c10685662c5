import { validate } from 'uuid'
import { createKey, readKeys, removeKey } from '../../account/key.ts'
import type { Grant } from '../../account/key.ts'
import { readEvents } from '../../account/events.ts'
import { Refusal } from '../../refusal.ts'
import { localeRoles, siteRoles } from '../../vocabulary.ts'
import type { Call } from '../context.ts'
import { jsonOf, malformed, queryOf } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import { localeOf } from '../locale.ts'
import { cursor, limit, line, moment, tag, z } from './schema.ts'

const keyFields = {
  id: z.string(),
  name: z.string(),
  roles: z.array(z.object({ role: z.string(), locale: tag.nullable() })),
  hint: z.string().describe('The last characters of the key.'),
  createdAt: moment,
  expiresAt: moment.nullable(),
  revokedAt: moment.nullable(),
}

const keyList = z.object({ items: z.array(z.object(keyFields)) }).openapi('KeyList')
const newKey = z
  .object({ id: z.string(), name: z.string(), key: z.string().describe('Shown once: it is stored hashed.') })
  .openapi('NewKey')

const eventList = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        at: moment,
        editor: z.string(),
        action: z.string(),
        locale: tag.nullable(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('EventList')
const grant = z.union([
  z.strictObject({ role: z.enum(localeRoles), locale: z.string() }),
  z.strictObject({ role: z.enum(siteRoles) }),
])

/** What RFC 3339 can write with four digits for the year. */
const lastMoment = Date.parse('9999-12-31T23:59:59Z')

const wantedKey = z.strictObject({
  name: line(200).describe('Who or what uses it; history shows this name.'),
  roles: z.array(grant).min(1).max(200),
  expiresAt: z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) > 0 && Date.parse(text) < lastMoment, 'malformedDate')
    .nullable()
    .default(null),
})

/** The roles as they are stored. Refuses a locale that the site does not have. */
async function grantsOf(call: Call, roles: z.output<typeof wantedKey>['roles']): Promise<Grant[]> {
  const { locales } = call.site
  const grants = roles.map((each) => ({
    role: each.role,
    locale: 'locale' in each ? localeOf(each.locale) : null,
  }))
  const fields = grants.flatMap(({ locale }, at) =>
    locale === null || locales.includes(locale)
      ? []
      : [
          {
            pointer: `/roles/${at}/locale`,
            code: 'notOneOf' as const,
            params: { values: locales.join(', ') },
          },
        ],
  )
  if (fields.length > 0) throw malformed(fields)
  return grants.filter(
    (one, at) => at === grants.findIndex((other) => other.role === one.role && other.locale === one.locale),
  )
}

export const accounts: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/v1/keys',
    summary: 'Every key, without its secret',
    tag: 'Writing',
    answers: { 200: { description: 'The keys, the oldest first.', schema: keyList } },
    async handle(call) {
      const keys = await readKeys(call.database.reader, await call.editor())
      const items = keys.map((key) => ({
        id: key.keyId,
        name: key.name,
        roles: key.grants,
        hint: key.hint,
        createdAt: key.createdAt.toISOString(),
        expiresAt: key.expiresAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      }))
      return { status: 200, headers: { 'cache-control': 'no-store' }, json: { items } }
    },
  },
  {
    method: 'post',
    path: '/v1/keys',
    summary: 'A new key, shown once',
    tag: 'Writing',
    body: { schema: wantedKey },
    answers: { 201: { description: 'The key.', schema: newKey } },
    async handle(call) {
      const editor = await call.editor()
      const { name, roles, expiresAt } = await jsonOf(call, wantedKey)
      const { id, secret } = await createKey(call.database, editor, {
        name,
        grants: await grantsOf(call, roles),
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      })
      return { status: 201, headers: { 'cache-control': 'no-store' }, json: { id, name, key: secret } }
    },
  },
  {
    method: 'delete',
    path: '/v1/keys/{id}',
    summary: 'Revoke a key',
    tag: 'Writing',
    params: z.object({ id: z.uuid() }),
    answers: { 204: { description: 'It opens nothing any more.' } },
    async handle(call, { id = '' }) {
      const editor = await call.editor()
      if (!validate(id)) throw new Refusal('noSuchKey')
      await removeKey(call.database, editor, id)
      return { status: 204 }
    },
  },
  {
    method: 'get',
    path: '/v1/events',
    summary: 'The audit trail: who did what, when, the newest first',
    tag: 'Writing',
    query: z.object({ document: line(200).optional().describe('A slug.'), limit: limit(200, 50), cursor }),
    answers: { 200: { description: 'Events.', schema: eventList } },
    async handle(call) {
      const asked = queryOf(call, z.object({ document: line(200).optional(), limit: limit(200, 50), cursor }))
      const { items, next } = await readEvents(call.database.reader, await call.editor(), asked)
      const shown = items.map(({ id, at, editor, action, locale, details }) => ({
        id,
        at: at.toISOString(),
        editor: editor.name,
        action,
        locale,
        details,
      }))
      return { status: 200, headers: { 'cache-control': 'no-store' }, json: { items: shown, next } }
    },
  },
]
