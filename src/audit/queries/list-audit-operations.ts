import { query } from '../../operations/operation.ts'
import { listAuditOperationsApi } from '../contract.ts'
import { listOperations } from '../event.sql.ts'

export const listAuditOperations = query({
  name: 'listAuditOperations',
  endpoint: listAuditOperationsApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ rows: await listOperations(db) }),
})
