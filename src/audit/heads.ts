import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../sql/database.ts'

/** The hash of a seal as it was when it was made, kept where the database cannot reach. */
export type Head = { number: number; hash: string; at: string }

const line = z.object({ number: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.string() })

export const headsFile = (dataDir: string): string => join(dataDir, 'audit-heads.jsonl')

/** @throws when a line is not one of ours: a file that says nothing must not pass for one that agrees. */
export async function readHeads(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return headsIn(
    text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean),
    file,
  )
}

const headsIn = (lines: readonly string[], file: string): Head[] =>
  lines.map((written) => {
    const read = line.safeParse(parsed(written))
    if (read.success) return read.data
    throw new Error(
      `${file}: expected a head of the audit in each line, found ${JSON.stringify(written.slice(0, 80))}.`,
    )
  })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The end of the file, enough for its last line: a year of heads is not read every minute. */
const tailBytes = 1000

/**
 * Appends the heads that are not in the file yet, and syncs. Where the database no longer has the last one that is,
 * nothing is added: the file goes on saying what was there.
 * @returns the heads that were added, or `differs` with the head that the database does not have.
 */
export async function appendHeads(db: Db, file: string): Promise<{ added: Head[] } | { differs: Head }> {
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(tailBytes),
      0,
      tailBytes,
      Math.max(0, size - tailBytes),
    )
    const tail = buffer.subarray(0, bytesRead).toString()
    const whole = tail.slice(0, tail.lastIndexOf('\n') + 1)
    const known = headsIn(whole.split('\n').filter(Boolean).slice(-1), file)[0]
    const { rows } = await sql<Head>`select number, encode(hash, 'hex') as hash, sealed_at::text as at from audit_seals
      where number >= ${known?.number ?? 0} order by number`.execute(db)
    if (known && rows[0]?.hash !== known.hash) return { differs: known }
    const added = known ? rows.slice(1) : rows
    if (added.length === 0) return { added }
    // What a power cut left half written was never told to anybody.
    if (whole.length < tail.length) await handle.truncate(size - (tail.length - whole.length))
    await handle.appendFile(added.map((head) => `${JSON.stringify(head)}\n`).join(''))
    await handle.sync()
    return { added }
  } finally {
    await handle.close()
  }
}
