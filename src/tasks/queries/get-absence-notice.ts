import { query } from '../../operations/operation.ts'
import { findAbsenceNotice } from '../absence.sql.ts'
import { getAbsenceNoticeApi } from '../contract-substitutions.ts'

export const getAbsenceNotice = query({
  name: 'getAbsenceNotice',
  endpoint: getAbsenceNoticeApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ days: await findAbsenceNotice(db) }),
})
