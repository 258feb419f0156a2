import { query } from '../../operations/operation.ts'
import { findRulePlaces } from '../absence.sql.ts'
import { listRulePlacesApi } from '../contract-substitutions.ts'

export const listRulePlaces = query({
  name: 'listRulePlaces',
  endpoint: listRulePlacesApi,
  permission: 'user.plan_absence',
  target: ({ absent }) => ({ id: absent }),
  run: ({ db }, { absent }) => findRulePlaces(db, absent),
})
