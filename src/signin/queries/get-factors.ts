import { notFound } from '../../base/refusal.ts'
import type { UserId } from '../../base/ids.ts'
import { onPortal, query } from '../../operations/operation.ts'
import type { Db } from '../../sql/database.ts'
import { listPasskeys, passwordOfUser, passwordState, readFactors } from '../factor.sql.ts'
import { getFactorsOfUserApi, getMyFactorsApi } from '../factors-contract.ts'

async function shapeOf(db: Db, user: UserId) {
  const { totp, emailCode, recoveryCodes, isDemanded, allowed } = await readFactors(db, user)
  const passkeys = (await listPasskeys(db, user)).map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    createdAt,
    lastUsedAt,
  }))
  return { app: totp, emailCode, passkeys, recoveryCodes, isDemanded, allowed }
}

export const getMyFactors = query({
  name: 'getMyFactors',
  endpoint: getMyFactorsApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    return { ...(await shapeOf(db, actor.id)), ...(await passwordState(db, actor.id)) }
  },
})

export const getMyFactorsOnPortal = onPortal(getMyFactors, 'getMyFactorsOnPortal')

export const getFactorsOfUser = query({
  name: 'getFactorsOfUser',
  endpoint: getFactorsOfUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  run: async ({ db }, { user }) => ({ ...(await shapeOf(db, user)), password: await passwordOfUser(db, user) }),
})
