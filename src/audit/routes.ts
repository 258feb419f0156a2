import { asOperation } from '../operations/operation.ts'
import { exportAudit } from './commands/export-audit.ts'
import { updateAuditSettings } from './commands/update-audit-settings.ts'
import { downloadAuditArchive } from './queries/download-audit-archive.ts'
import { downloadAuditExport } from './queries/download-audit-export.ts'
import { findAuditPeople } from './queries/find-audit-people.ts'
import { getAuditSettings } from './queries/get-audit-settings.ts'
import { listAuditEvents } from './queries/list-audit-events.ts'
import { listAuditOperations } from './queries/list-audit-operations.ts'

export const auditRoutes = [
  listAuditEvents,
  listAuditOperations,
  findAuditPeople,
  exportAudit,
  downloadAuditExport,
  getAuditSettings,
  updateAuditSettings,
  downloadAuditArchive,
].map(asOperation)
