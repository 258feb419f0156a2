import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart, systemCode } from './cannot-start.ts'

/** Who has the data folder: process id, when that process began (see `beganAt`), and where it answers. */
type Holder = { pid: number; began: string; address?: string }

/** `announce` writes the address into the lock, so that a second start can name it. */
export type FolderLock = { announce(address: string): Promise<void>; release(): Promise<void> }

/**
 * Takes the data folder for this process, or stops with a sentence when a living Portico has it. A lock left by a
 * killed process is taken over: its number either runs no more or belongs to a process that began at another time,
 * which is how numbers used again (always, in containers) are told apart.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const file = join(dataDir, 'portico.lock')
  const mine: Holder = { pid: process.pid, began: await beganAt(process.pid) }
  for (let tries = 0; tries < 20; tries++) {
    if (await create(file, mine)) return heldLock(file, mine)
    const found = await readFile(file, 'utf8').catch(() => '')
    const holder = parse(found)
    if (holder && (await isAlive(holder)) && holder.pid !== process.pid) throw inUse(dataDir, holder)
    await removeStale(file, found)
  }
  throw new CannotStart('dataFolderInUse', `Another Portico is just starting on the data folder ${dataDir}.`)
}

/** Whether a living Portico has the data folder. */
export async function isHeld(dataDir: string): Promise<boolean> {
  const holder = parse(await readFile(join(dataDir, 'portico.lock'), 'utf8').catch(() => ''))
  return holder !== undefined && (await isAlive(holder))
}

const inUse = (dataDir: string, { pid, address }: Holder): CannotStart =>
  new CannotStart(
    'dataFolderInUse',
    `Portico already runs on the data folder ${dataDir}: process ${pid}, ` +
      `${address ? `address ${address}` : 'still starting'}. Stop that one first, or name another folder in PORTICO_DATA.`,
  )

const heldLock = (file: string, mine: Holder): FolderLock => ({
  async announce(address) {
    await writeFile(`${file}.new`, JSON.stringify({ ...mine, address }))
    await rename(`${file}.new`, file)
  },
  release: () => rm(file, { force: true }),
})

/** Made whole under a name of its own and then linked, so that nobody ever reads half a lock. */
async function create(file: string, holder: Holder): Promise<boolean> {
  const draft = `${file}.${process.pid}`
  try {
    await writeFile(draft, JSON.stringify(holder))
    await link(draft, file)
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    return false
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Two starts may find the same stale lock. Renaming moves it for one of them only; if what was moved is not what was
 * judged stale (the other start was quicker and has its lock there by now), it goes back.
 */
async function removeStale(file: string, judged: string): Promise<void> {
  const aside = `${file}.stale-${process.pid}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== judged) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false
  }
  return (await beganAt(pid)) === began
}

/** When a process began, in clock ticks since the machine did (field 22 of proc_pid_stat(5)); empty off Linux. */
async function beganAt(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
