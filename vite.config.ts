import { globSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
const out = resolve(root, 'dist/web')
const entries = { web: 'src/main/web/index.html', portal: 'src/main/portal/index.html' }

/** Vite names a page after its source; the server serves `web.html` and `portal.html`. */
const namePages = (): Plugin => ({
  name: 'name-pages',
  apply: 'build',
  async closeBundle() {
    for (const [name, file] of Object.entries(entries)) await rename(join(out, file), join(out, `${name}.html`))
    await rm(join(out, 'src'), { recursive: true })
  },
})

/** Compressed once here instead of at every request; the server sends `x.js.br` or `x.js.gz` to who can read it. */
const compressAssets = (): Plugin => ({
  name: 'compress-assets',
  apply: 'build',
  async closeBundle() {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
    await Promise.all(
      globSync('assets/*.{js,css,svg}', { cwd: out }).map(async (name) => {
        const file = join(out, name)
        const plain = await readFile(file)
        await writeFile(`${file}.br`, await promisify(brotliCompress)(plain, { params }))
        await writeFile(`${file}.gz`, await promisify(gzip)(plain))
      }),
    )
  },
})

/** In development every address of a screen is answered with its page, as the server does it. */
const answerScreens = (): Plugin => ({
  name: 'answer-screens',
  apply: 'serve',
  configureServer(server) {
    server.middlewares.use((request, _, next) => {
      if (request.headers.accept?.includes('text/html') && !/^\/(src|api|@|node_modules)/.test(request.url ?? '')) {
        request.url = `/${/^\/portal(\/|$)/.test(request.url ?? '') ? entries.portal : entries.web}`
      }
      next()
    })
  },
})

/** KB over the wire before a first screen stands; told at every build, and kept by `test/browser/first-load.test.ts`. */
const limits: Record<keyof typeof entries, number> = { web: 215, portal: 200 }

const weighFirstLoad = (): Plugin => ({
  name: 'weigh-first-load',
  apply: 'build',
  async generateBundle(_, bundle) {
    const reach = (name: string, seen: Set<string>): Set<string> => {
      const chunk = bundle[name]
      if (seen.has(name) || chunk?.type !== 'chunk') return seen
      seen.add(name)
      for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style)
      for (const inner of chunk.imports) reach(inner, seen)
      return seen
    }
    const weights: Record<string, { weight: number; limit: number }> = {}
    for (const [name, limit] of Object.entries(limits)) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name === name)
      if (!entry) throw new Error(`Expected an entry named ${name} in the bundle; found none.`)
      const sizes = [...reach(entry.fileName, new Set())].map((file) => {
        const part = bundle[file]
        return gzipSync(part?.type === 'chunk' ? part.code : (part?.source ?? '')).length / 1000
      })
      const total = sizes.reduce((sum, size) => sum + size, 0)
      this.info(`first load of ${name}: ${total.toFixed(0)} KB compressed in ${sizes.length} files, at most ${limit}`)
      weights[name] = { weight: Math.round(total), limit }
    }
    await mkdir(dirname(out), { recursive: true })
    await writeFile(join(dirname(out), 'first-load.json'), JSON.stringify(weights))
  },
})

const api = `http://localhost:${process.env.PORTICO_PORT ?? 4100}`

export default defineConfig({
  root,
  base: '/',
  appType: 'mpa',
  plugins: [react(), namePages(), compressAssets(), answerScreens(), weighFirstLoad()],
  // The server writes a fresh nonce over this word in each page it sends (CSP level 3, §2.3).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    // An inlined file would be a `data:` script or style, which the policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, resolve(root, file)])),
      output: {
        codeSplitting: {
          groups: [
            { name: 'texts-ru', test: /texts\.ru\.json$/ },
            // Both entries need all of these at once; in one file they are one request and compress better.
            {
              name: 'ground',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!\w*-?virtual)[\w-]+|i18next|react-i18next)\//,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
})
