import { notFound } from '../../base/refusal.ts'
import { listing, onPortal } from '../../operations/operation.ts'
import { getMeApi } from '../contract.ts'
import { findMe } from '../user.sql.ts'

/** The condition “oneself” reaches exactly one row. */
export const getMe = listing({
  name: 'getMe',
  endpoint: getMeApi,
  permission: 'user.act_as_self',
  within: () => ({}),
  async run({ db, visible }) {
    const me = await findMe(db, visible)
    if (!me) throw notFound()
    return me
  },
})

export const getMeOnPortal = onPortal(getMe, 'getMeOnPortal')
