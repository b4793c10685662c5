import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { deskStylesheetPath, scriptPath } from './assets.ts'
import type { Script } from './assets.ts'

interface DeskPageProps {
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  readonly title: string
  /** What runs on it, and what that is to know from the start. */
  readonly script?: { readonly name: Script; readonly start: unknown }
  readonly children?: ComponentChildren
}

/** JSON that stands in a script element: `</script>` and `<!--` must not be seen by the HTML parser. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003C`)

function DeskPage({ locale, dir, title, script, children }: DeskPageProps) {
  return (
    <html lang={locale} dir={dir} class="desk">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Fiche`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={deskStylesheetPath} />
        {script !== undefined && <script type="module" src={scriptPath(script.name)} />}
      </head>
      <body>
        {children}
        {script !== undefined && (
          <script
            type="application/json"
            id="start"
            dangerouslySetInnerHTML={{ __html: embedded(script.start) }}
          />
        )}
      </body>
    </html>
  )
}

/** A page of the desk, for one person: nobody keeps it. */
export function deskPage(props: DeskPageProps) {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': props.locale,
      'cache-control': 'no-store',
    },
    body: `<!doctype html>${renderToString(<DeskPage {...props} />)}`,
  }
}
