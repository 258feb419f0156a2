import { listing } from '../../operations/operation.ts'
import { listAbsenceRows } from '../absence.sql.ts'
import { listAbsencesApi } from '../contract-substitutions.ts'
import { pageByStart, startAfter } from './substitution-page.ts'

/** Asked of the people: who sees a colleague sees when they are away. */
export const listAbsences = listing({
  name: 'listAbsences',
  endpoint: listAbsencesApi,
  permission: 'user.view',
  within: () => ({}),
  async run({ db, visible }, { days, search, after, limit }) {
    const rows = await listAbsenceRows(db, { visible, days, search, after: startAfter(after), limit: limit + 1 })
    return pageByStart(rows, limit)
  },
})
