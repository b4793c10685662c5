import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'rolldown'

/**
 * What runs in the browser: every `*.entry.ts(x)` of src/web/editor/browser, to dist/browser under a name that changes
 * with its content. `manifest.json` tells the server which file an entry has become.
 */
const folder = 'src/web/editor/browser'
const ending = /\.entry\.tsx?$/

const manifest = {
  name: 'manifest',
  generateBundle(_, bundle) {
    const entries = Object.values(bundle).filter((each) => each.type === 'chunk' && each.isEntry)
    const source = JSON.stringify(Object.fromEntries(entries.map((each) => [each.name, each.fileName])))
    this.emitFile({ type: 'asset', fileName: 'manifest.json', source })
  },
}

// oxlint-disable-next-line import/no-default-export -- what rolldown reads
export default defineConfig({
  input: Object.fromEntries(
    readdirSync(folder)
      .filter((file) => ending.test(file))
      .map((file) => [file.replace(ending, ''), join(folder, file)]),
  ),
  platform: 'browser',
  tsconfig: 'tsconfig.browser.json',
  transform: { target: 'es2022' },
  plugins: [manifest],
  output: {
    dir: 'dist/browser',
    cleanDir: true,
    minify: true,
    entryFileNames: '[name].[hash].js',
    chunkFileNames: '[name].[hash].js',
  },
})
