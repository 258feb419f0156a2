import { notFound } from '../../base/refusal.ts'
import { onPortal, query } from '../../operations/operation.ts'
import { signsInAtDirectory } from '../../directories/queries/prove-at-directory.ts'
import { findAccount } from '../account.sql.ts'
import { readFactors } from '../factor.sql.ts'
import { ownMethods } from '../factor.ts'
import { getProofMethodsApi } from '../factors-contract.ts'

export const getProofMethods = query({
  name: 'getProofMethods',
  endpoint: getProofMethodsApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    const methods = ownMethods(await readFactors(db, actor.id))
    if (methods.length > 0) return { methods }
    const account = await findAccount(db, actor.id)
    const hasPassword = account?.passwordHash != null || (await signsInAtDirectory(db, actor.id))
    return { methods: hasPassword ? ['password' as const] : [] }
  },
})

export const getProofMethodsOnPortal = onPortal(getProofMethods, 'getProofMethodsOnPortal')
