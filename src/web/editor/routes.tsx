import { direction } from '../../locale/tag.ts'
import { interfaceLocaleFor } from '../../message/interface-locale.ts'
import { messagesOf } from '../../message/resources.ts'
import { editorMessages } from '../../message/translator.ts'
import type { Call } from '../context.ts'
import type { Reply } from '../reply.ts'
import type { Route } from '../service.ts'
import { assetRoutes } from './assets.ts'
import { deskPage } from './layout.tsx'

/** The desk is one page: which part of it is shown, its script reads off the address. */
async function desk(call: Call): Promise<Reply> {
  const locale = interfaceLocaleFor(...call.wanted.wanted.tags)
  const t = editorMessages(locale)
  const { locales, defaultLocale } = call.site
  const start = { locale, messages: messagesOf(locale, 'editor'), locales, defaultLocale }
  return deskPage({
    locale,
    dir: direction(locale),
    title: t('desk'),
    script: { name: 'desk', start },
    children: <div id="desk" />,
  })
}

export const editorRoutes: readonly Route[] = [
  ...assetRoutes,
  { method: 'get', path: '/desk', handle: desk },
  { method: 'get', path: '/desk/*', handle: desk },
]
