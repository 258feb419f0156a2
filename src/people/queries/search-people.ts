import { listing, onPortal } from '../../operations/operation.ts'
import { searchPeopleApi } from '../contract.ts'
import { searchPeople as searchPeopleRows } from '../user.sql.ts'

export const searchPeople = listing({
  name: 'searchPeople',
  endpoint: searchPeopleApi,
  permission: 'user.view',
  within: () => ({}),
  run: async ({ db, visible }, { search, kind }) => ({ rows: await searchPeopleRows(db, visible, { search, kind }) }),
})

/** The same condition: from outside it reaches nobody but oneself (AT-033). */
export const searchPeopleOnPortal = onPortal(searchPeople, 'searchPeopleOnPortal')
