import { notFound } from '../../base/refusal.ts'
import { isOfDirectory } from '../../directories/queries/prove-at-directory.ts'
import { onPortal, query } from '../../operations/operation.ts'
import { findPending } from '../email-change.sql.ts'
import { getMyEmailChangeApi } from '../email-contract.ts'

export const getMyEmailChange = query({
  name: 'getMyEmailChange',
  endpoint: getMyEmailChangeApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    return { pending: await findPending(db, actor.id), isElsewhere: await isOfDirectory(db, actor.id) }
  },
})

export const getMyEmailChangeOnPortal = onPortal(getMyEmailChange, 'getMyEmailChangeOnPortal')
