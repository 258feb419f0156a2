import { query } from '../../operations/operation.ts'
import { findAuditPeopleApi } from '../contract.ts'
import { findPeople } from '../event.sql.ts'

export const findAuditPeople = query({
  name: 'findAuditPeople',
  endpoint: findAuditPeopleApi,
  permission: 'company.audit',
  target: () => ({}),
  run: async ({ db }, { search, person }) => ({ rows: await findPeople(db, { search, person }) }),
})
