import { asOperation } from '../operations/operation.ts'
import { listAuditEvents } from './queries/list-audit-events.ts'
import { listAuditOperations } from './queries/list-audit-operations.ts'

export const auditRoutes = [listAuditEvents, listAuditOperations].map(asOperation)
