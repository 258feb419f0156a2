import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { withExternalAbilities } from '../abilities.ts'
import { getExternalUserApi } from '../contract.ts'
import { findExternalUser } from '../user.sql.ts'
import { askedBy } from './asked.ts'

export const getExternalUser = listing({
  name: 'getExternalUser',
  endpoint: getExternalUserApi,
  permission: 'user.view',
  within: () => ({}),
  async run(context, { user: id }) {
    const row = await findExternalUser(context.db, await askedBy(context), id)
    if (!row) throw notFound()
    const { lockedBy, portals, ...user } = row
    return { ...withExternalAbilities(user), lockedBy, portals }
  },
})
