import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import { noCookies } from '../operations/operation.ts'
import type { Call } from '../operations/run.ts'
import type { Db } from '../sql/database.ts'

/** A call of an operation by a job: the system does it, under a reason that the audit keeps. */
export const systemCall = (
  around: Pick<Call, 'send' | 'blobs' | 'baseUrl' | 'secrets'>,
  reason: string,
  behind: UserId | null = null,
): Call => ({
  ...around,
  requestId: randomUUID(),
  address: '',
  userAgent: '',
  cookies: noCookies,
  async authenticate(db: Db) {
    const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db)
    return { actor: { kind: 'system', reason, for: behind }, now: rows[0]!.now }
  },
})
