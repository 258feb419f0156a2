import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/**
 * Flags beside Playwright's own. The package's list is not used: it switches the same-origin policy off and runs pages
 * in one process, and both would make tests of cookies, of CSP and of two profiles worthless.
 */
const flags = [
  // The pages are ours, and a container rarely allows the sandbox.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--font-render-hinting=none',
  '--lang=en-US',
]

/** Starts the Chromium that came with the npm packages. Close it in the file's last hook. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: flags,
    env: {
      ...process.env,
      LANGUAGE: 'en',
      TZ: 'UTC',
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      // Slim images lack libnss3 and libexpat; the package brings them.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    },
  })
}

/** A browser profile of its own: nothing is shared between two of them. English, UTC, a laptop's screen. */
export function openProfile(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1366, height: 850 },
    reducedMotion: 'reduce',
    ...options,
  })
}

/**
 * The folder of the unpacked browser, kept beside the dependencies for the next run. It is unpacked under a name of its
 * own and renamed: the package itself writes to fixed names and takes a half-written browser for a whole one.
 */
async function unpacked(): Promise<string> {
  const root = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const cache = await writable(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'chromium'))
  const folder = join(cache, version)
  if (
    await access(join(folder, 'fonts.conf')).then(
      () => true,
      () => false,
    )
  )
    return folder
  const draft = await mkdtemp(join(cache, `${version}-`))
  // A process of its own, because the package reads where to unpack and what for from the environment.
  await promisify(execFile)(
    process.execPath,
    ['-e', "import('@sparticuz/chromium').then((all) => all.default.executablePath())"],
    { cwd: root, env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' } },
  )
  await writeFile(join(draft, 'fonts.conf'), fontSettings(join(folder, 'fonts', 'fonts'), join(cache, 'fonts')))
  // Another test file may have been quicker; its copy is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  return folder
}

/** Only the font of the package, so that every machine draws the same. Open Sans has Latin, Greek and Cyrillic. */
const fontSettings = (fonts: string, cache: string): string =>
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>
`

async function writable(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true })
    await rm(await mkdtemp(join(folder, 'try-')), { recursive: true })
    return folder
  } catch {
    const other = join(tmpdir(), `portico-chromium-${process.getuid?.() ?? 0}`)
    await mkdir(other, { recursive: true, mode: 0o700 })
    return other
  }
}
