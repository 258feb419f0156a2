import { sql } from 'kysely'
import { newId } from '../base/ids.ts'
import type { Blobs } from '../blobs/blobs.ts'
import type { Db } from '../sql/database.ts'
import { archiveNext, verifyArchives } from './archive.ts'
import { readHeads } from './heads.ts'
import { type Checked, verifyAudit } from './verify.ts'

type Log = { info(facts: object, sentence: string): void; error(facts: object, sentence: string): void }

/** The whole check: rows, seals, archives and the heads that were written down outside. */
export async function checkWhole(db: Db, blobs: Blobs, file: string): Promise<Checked> {
  const checked = await verifyAudit(db, await readHeads(file))
  return checked.finding ? checked : { ...checked, finding: await verifyArchives(db, blobs) }
}

/**
 * Every night: checks the whole audit, writes the result down for the overview of Administration, and moves what is
 * older than the company keeps. Nothing is moved while something is wrong.
 */
export async function checkAudit(given: { db: Db; blobs: Blobs; log: Log; file: string }): Promise<Checked> {
  const { db, blobs, log, file } = given
  const checked = await checkWhole(db, blobs, file)
  const finding = checked.finding && JSON.stringify(checked.finding)
  await sql`insert into audit_checks (id, seals, events, finding)
    values (${newId()}, ${checked.seals}, ${checked.events}, ${finding}::jsonb)`.execute(db)
  if (checked.finding) {
    log.error({ ...checked.finding }, 'the audit is not as it was sealed')
    return checked
  }
  log.info({ seals: checked.seals, events: checked.events }, 'the audit is as it was sealed')
  while ((await archiveNext(db, blobs)) > 0);
  return checked
}
