import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { createOrganizationApi } from '../contract-organizations.ts'
import { insertOrganization } from '../organization.sql.ts'

export const createOrganization = command({
  name: 'createOrganization',
  endpoint: createOrganizationApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { name }) {
    const id = newId<'organization'>()
    try {
      await insertOrganization(tx, id, name)
    } catch (error) {
      if (violatedConstraint(error) !== 'organizations_name') throw error
      throw new Refusal(
        'conflict',
        'organization.name_taken',
        `Expected a new name, but an organization “${name}” exists already. Choose it, or give another name.`,
      )
    }
    note({ organization: id, name })
    await changed(tx, { topics: ['users'], employees: true })
    return { id }
  },
})
