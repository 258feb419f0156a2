import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { command } from '../../operations/operation.ts'
import { exportAuditApi } from '../contract.ts'
import { insertExport } from '../export.sql.ts'

/** The deed that is audited; the bytes follow by a GET, which writes nothing. */
export const exportAudit = command({
  name: 'exportAudit',
  endpoint: exportAuditApi,
  permission: 'company.audit',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, note }, { format, ...asked }) {
    const id = newId<'audit_export'>()
    await insertExport(tx, { id, by: personBehind(actor)!, asked, format })
    note({ format, ...asked })
    return { id }
  },
})
