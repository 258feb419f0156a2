import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import type { Programs } from './embedded-programs.ts'

/** The system user the database server runs as; `undefined` means: as ourselves. */
export type Owner = { uid: number; gid: number; name: string } | undefined

/**
 * PostgreSQL refuses to run as root, so root hands it to a user that exists on the system. A bare number without an
 * entry in passwd does not do: `initdb` looks its own name up.
 */
export async function serverOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const entry = ['postgres', 'nobody'].map((name) => lines.find((line) => line[0] === name)).find((line) => line)
  if (!entry)
    throw new CannotStart(
      'databaseDidNotStart',
      'Expected a system user "postgres" or "nobody" to run the database, because PostgreSQL does not run as root; ' +
        'found neither. Start Portico as an ordinary user, or set DATABASE_URL.',
    )
  return { name: entry[0]!, uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** Spawn options that make a child run as the owner. */
export const asOwner = (owner: Owner): { uid?: number; gid?: number } =>
  owner ? { uid: owner.uid, gid: owner.gid } : {}

/**
 * Makes a private folder of the server's user (mode 700). One that exists must be root's, ours or the server's already:
 * a socket folder in the shared temporary folder has a name others can guess.
 */
export async function privateFolder(folder: string, owner: Owner): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  const own = process.getuid?.() ?? found.uid
  if (!found.isDirectory() || ![own, owner?.uid ?? own].includes(found.uid))
    throw new CannotStart(
      'dataFolderUnusable',
      `Expected ${folder} to be a folder of this user, found that user number ${found.uid} has it. ` +
        'Start Portico as that user, or name another folder in PORTICO_DATA.',
    )
  if (owner) await chown(folder, owner.uid, owner.gid)
  await chmod(folder, 0o700)
}

const reaches = (owner: Owner, test: string, path: string): boolean =>
  spawnSync('/bin/sh', ['-c', `test ${test} "$0"`, path], { ...asOwner(owner), cwd: '/' }).status === 0

/**
 * Lets the server's user pass through the data folder, and says which folder above it stands in the way when one does
 * (a home of mode 700, mostly): that one is not ours to open.
 */
export async function openPath(folder: string, owner: Owner): Promise<void> {
  if (!owner) return
  await chmod(folder, (await stat(folder)).mode | 0o011)
  if (reaches(owner, '-x', folder)) return
  let closed = folder
  while (!reaches(owner, '-x', dirname(closed)) && dirname(closed) !== closed) closed = dirname(closed)
  throw new CannotStart(
    'dataFolderUnusable',
    `Portico was started by root, so its database runs as the user "${owner.name}", who cannot reach the data folder ` +
      `${folder} because ${closed} is closed to others. Name a folder outside of it, for example ` +
      'PORTICO_DATA=/var/lib/portico, or start Portico as an ordinary user.',
  )
}

/**
 * Where data goes when nobody has named a folder: `preferred`, or, where root runs the product out of a home that is
 * closed to the server's user, the system's place for such data.
 */
export async function defaultDataDir(preferred: string): Promise<string> {
  const owner = await serverOwner()
  let existing = dirname(preferred)
  while (!existsSync(existing)) existing = dirname(existing)
  return !owner || reaches(owner, '-x', existing) ? preferred : '/var/lib/portico'
}

/**
 * The programs as the server's user can reach them: where they are, or a copy at `copyTo` when the product lies in a
 * closed home. The copy is made under another name first, so that a killed copy is never taken for a whole one.
 */
export async function reachableBin(programs: Programs, copyTo: string, owner: Owner): Promise<string> {
  if (!owner || reaches(owner, '-x', join(programs.bin, 'postgres'))) return programs.bin
  if (!programs.bundled)
    throw new CannotStart(
      'databaseDidNotStart',
      `The user "${owner.name}", who runs the database, cannot reach ${programs.bin}. ` +
        'Open that folder to others, or leave PORTICO_POSTGRES_BIN out.',
    )
  const copied = join(copyTo, 'bin')
  if (reaches(owner, '-x', join(copied, 'postgres'))) return copied
  await rm(`${copyTo}.new`, { recursive: true, force: true })
  await cp(dirname(programs.bin), `${copyTo}.new`, { recursive: true, verbatimSymlinks: true })
  await chmod(`${copyTo}.new`, 0o755)
  await rename(`${copyTo}.new`, copyTo)
  return copied
}
