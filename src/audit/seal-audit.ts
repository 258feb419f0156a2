import type { Db } from '../sql/database.ts'
import { appendHeads, type Head } from './heads.ts'
import { sealNext } from './seal.sql.ts'

/** Rows of one seal: its leaves are read as a whole, 48 bytes each. */
const rowsOfSeal = 5000

type Log = { info(facts: object, sentence: string): void; error(facts: object, sentence: string): void }

/**
 * Seals everything that has settled and writes the heads down outside: into the file, and as a line of the log, which
 * many operators collect on another machine.
 */
export async function sealAudit(db: Db, file: string, log: Log): Promise<{ seals: number; added: Head[] }> {
  let seals = 0
  while (await sealNext(db, rowsOfSeal)) seals += 1
  const heads = await appendHeads(db, file)
  if ('differs' in heads) {
    log.error({ ...heads.differs }, 'the audit no longer has a seal that was written down: run portico audit verify')
    return { seals, added: [] }
  }
  for (const { number, hash } of heads.added) log.info({ number, hash }, 'audit sealed')
  return { seals, added: heads.added }
}
