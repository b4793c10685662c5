import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../../root.ts'

const folder = join(rootFolder, 'src', 'web', 'pages', 'style')

/** In the order of the cascade: what comes later may say otherwise. */
const files = ['base.css', 'document.css', 'index.css', 'media.css']

/** The one style sheet of the pages. */
export const stylesheet: string = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')

const hash = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)

/** Its path changes with its content, so that it may be cached for ever. */
export const stylesheetPath = `/assets/page.${hash}.css`
