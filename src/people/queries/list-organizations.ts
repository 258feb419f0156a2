import { listing } from '../../operations/operation.ts'
import { listOrganizationsApi } from '../contract-organizations.ts'
import { listOrganizations as listOrganizationRows } from '../organization.sql.ts'
import { pageOf, readStart } from './asked.ts'

export const listOrganizations = listing({
  name: 'listOrganizations',
  endpoint: listOrganizationsApi,
  permission: 'organization.view',
  within: () => ({}),
  async run({ db, visible }, { search, after, limit }) {
    const rows = await listOrganizationRows(db, visible, { search, after: readStart(after), limit: limit + 1 })
    return pageOf(
      rows,
      limit,
      (row) => [row.name.toLowerCase(), row.id],
      (row) => row,
    )
  },
})
