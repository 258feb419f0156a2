import { sql } from 'kysely'
import type { Id, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { AuditFilters } from './contract.ts'

type ExportId = Id<'audit_export'>

export const insertExport = (tx: Tx, made: { id: ExportId; by: UserId; asked: AuditFilters; format: 'csv' | 'json' }) =>
  sql`insert into audit_exports (id, made_by, asked, format)
    values (${made.id}, ${made.by}, ${JSON.stringify(made.asked)}::jsonb, ${made.format})`.execute(tx)

/** Its maker's own, and only for as long as a proof of who is asking would count twice. */
export async function findExport(db: Db, id: ExportId, by: UserId) {
  const { rows } = await sql<{ asked: AuditFilters; format: 'csv' | 'json'; upTo: string }>`
    select asked, format, up_to::text as "upTo" from audit_exports
    where id = ${id} and made_by = ${by} and made_at > now() - interval '10 minutes'`.execute(db)
  return rows[0]
}
