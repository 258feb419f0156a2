import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { withUserAbilities } from '../abilities.ts'
import { getUserApi } from '../contract.ts'
import { findUser } from '../user.sql.ts'
import { askedBy } from './asked.ts'

export const getUser = listing({
  name: 'getUser',
  endpoint: getUserApi,
  permission: 'user.view',
  within: () => ({}),
  async run(context, { user: id }) {
    const row = await findUser(context.db, await askedBy(context), id)
    if (!row) throw notFound()
    const { groups, positions, lockedBy, createdBy, deletedBy, timeZone, language, directoryFields, ...user } = row
    const more = { groups, positions, lockedBy, createdBy, deletedBy, timeZone, language, directoryFields }
    return { ...withUserAbilities(user), ...more }
  },
})
