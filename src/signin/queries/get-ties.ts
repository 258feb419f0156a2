import { query } from '../../operations/operation.ts'
import { getTiesApi } from '../accounts-contract.ts'
import { findTies } from '../ties.sql.ts'

export const getTies = query({
  name: 'getTies',
  endpoint: getTiesApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  run: ({ db }, { user }) => findTies(db, user),
})
