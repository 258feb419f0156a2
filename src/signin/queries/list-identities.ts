import { notFound } from '../../base/refusal.ts'
import { onPortal, query } from '../../operations/operation.ts'
import { identitiesOf } from '../../providers/queries/identities.ts'
import { offeredProviders } from '../../providers/queries/offered-providers.ts'
import { doorOf } from '../commands/my-identities.ts'
import { listIdentitiesOfUserApi, listMyIdentitiesApi } from '../identities-contract.ts'

export const listMyIdentities = query({
  name: 'listMyIdentities',
  endpoint: listMyIdentitiesApi,
  permission: 'door.view',
  target: () => ({}),
  async run(context, { portal: code }) {
    const { db, actor } = context
    if (actor.kind !== 'user') throw notFound()
    const rows = await identitiesOf(db, actor.id)
    const offered = await offeredProviders(db, await doorOf(context, code))
    return { rows, others: offered.filter(({ id }) => !rows.some(({ provider }) => provider === id)) }
  },
})

export const listMyIdentitiesOnPortal = onPortal(listMyIdentities, 'listMyIdentitiesOnPortal')

export const listIdentitiesOfUser = query({
  name: 'listIdentitiesOfUser',
  endpoint: listIdentitiesOfUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  run: async ({ db }, { user }) => ({ rows: await identitiesOf(db, user) }),
})
