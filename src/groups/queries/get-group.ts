import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { seenBy, withAbilities } from '../abilities.ts'
import { getGroupApi } from '../contract.ts'
import { findGroup } from '../group.sql.ts'

/** A deleted one too: it still works, and is shown as deleted. */
export const getGroup = listing({
  name: 'getGroup',
  endpoint: getGroupApi,
  permission: 'group.view',
  within: () => ({}),
  isProof: () => true,
  async run({ db, ...scope }, { group: id }) {
    const group = await findGroup(db, seenBy(scope), id)
    if (!group) throw notFound()
    return withAbilities(group)
  },
})
