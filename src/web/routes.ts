import { accounts } from './api/accounts.ts'
import { cards } from './api/cards.ts'
import { documents } from './api/documents.ts'
import { editions } from './api/editions.ts'
import { locales } from './api/locales.ts'
import { originals } from './api/originals.ts'
import { parts } from './api/parts.ts'
import { translations } from './api/translations.ts'
import type { Endpoint } from './endpoint.ts'
import { pageRoutes } from './pages/routes.ts'
import { serviceRoutes } from './service.ts'

/**
 * Every URL of the service. What is below /v1 is described by OpenAPI, made from these rows; the rest is for people
 * and operators.
 *
 *   GET    /v1/locales  /v1/documents  /v1/cards  /v1/changes
 *   GET    /v1/documents/{slug}  …/summary  …/cards  …/cards/{key}  …/editions  …/editions/{number}
 *   POST   /v1/documents
 *   GET    /v1/documents/{slug}/original           PUT …/original  …/title  …/summary  …/cards/{key}
 *   DELETE /v1/documents/{slug}/cards/{key}
 *   GET    /v1/documents/{slug}/variants  …/variants/{locale}
 *   PUT    …/variants/{locale}/segments/{id}       GET …/history   POST …/comments
 *   POST   …/variants/{locale}/editions            DELETE …/editions/live
 *   PUT    /v1/locales/{locale}
 *   GET    /v1/keys  /v1/events                    POST /v1/keys   DELETE /v1/keys/{id}
 *   GET    /  /{locale}  /{locale}/{slug}  /problems/{code}  /docs  /openapi.json  /assets/…
 *   GET    /health/live  /health/ready  /metrics
 */
export const endpoints: readonly Endpoint[] = [
  ...locales,
  ...documents,
  ...cards,
  ...editions,
  ...originals,
  ...parts,
  ...translations,
  ...accounts,
]

/** Rows that OpenAPI does not describe. `path` as in Hono. */
export const otherRoutes = [...serviceRoutes, ...pageRoutes]
