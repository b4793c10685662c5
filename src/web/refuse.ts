import { canonicalTag } from '../locale/tag.ts'
import { interfaceLocaleFor } from '../message/interface-locale.ts'
import { problemText } from '../message/problem.ts'
import { Refusal } from '../refusal.ts'
import { isUnavailable } from './context.ts'
import type { Services } from './context.ts'
import { readersLanguage } from './locale.ts'
import { siteLinks } from './pages/routes.ts'
import { problemPage } from './pages/problem-page.tsx'
import { problemReply } from './problem.ts'
import type { Reply } from './reply.ts'

/** What an answer to a failed request needs to know of it. */
export interface Failed {
  readonly method: string
  readonly url: URL
  readonly header: (name: string) => string | undefined
}

/** An error as a refusal: one of ours, or the database being away, or a fault of ours that is nobody's business. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(isUnavailable(error) ? 'databaseAway' : 'unexpected')
}

/** Pages are answered with a page, programs with a problem document. */
const wantsPage = ({ url, header }: Failed): boolean =>
  !url.pathname.startsWith('/v1/') && /\btext\/html\b/.test(header('accept') ?? '')

/**
 * An error as an answer in the reader's language. What is not a refusal is reported to the operator;
 * the client learns only that it happened.
 */
export async function refuse(services: Services, error: unknown, failed: Failed): Promise<Reply> {
  const refusal = refusalOf(error)
  const { url, header } = failed
  // That the database is away is told once, by who watches it, and not by each of a thousand requests.
  if (refusal.code === 'unexpected') services.report(error, `${failed.method} ${url.pathname}`)
  const origin = services.publicUrl ?? url.origin
  const wanted = readersLanguage(url.searchParams.get('locale'), header('accept-language'))
  const problem = problemReply(refusal, { origin, instance: url.pathname, wanted })
  return wantsPage(failed)
    ? problemAsPage(services, refusal, { problem, failed, origin, tags: wanted.tags })
    : problem
}

async function problemAsPage(
  services: Services,
  refusal: Refusal,
  told: { problem: Reply; failed: Failed; origin: string; tags: readonly string[] },
): Promise<Reply> {
  const { problem, failed, origin, tags } = told
  const inPath = canonicalTag(failed.url.pathname.split('/')[1] ?? '')
  const interfaceLocale = interfaceLocaleFor(...(inPath === undefined ? tags : [inPath, ...tags]))
  const text = problemText(refusal.code, refusal.params, interfaceLocale)
  const body = problemPage({
    status: problem.status,
    ...text,
    interfaceLocale,
    site: siteLinks(services.delivery.site, origin),
  })
  const { 'content-type': _, ...headers } = problem.headers ?? {}
  return {
    status: problem.status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-language': interfaceLocale },
    body,
  }
}
