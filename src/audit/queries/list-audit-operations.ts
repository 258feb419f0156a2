import { query } from '../../operations/operation.ts'
import { listAuditOperationsApi } from '../contract.ts'
import { listOperations } from '../event.sql.ts'

export const listAuditOperations = query({
  name: 'listAuditOperations',
  endpoint: listAuditOperationsApi,
  permission: 'company.audit',
  target: () => ({}),
  run: ({ db }) => listOperations(db),
})
