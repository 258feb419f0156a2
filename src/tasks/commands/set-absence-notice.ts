import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { saveAbsenceNotice } from '../absence.sql.ts'
import { setAbsenceNoticeApi } from '../contract-substitutions.ts'

export const setAbsenceNotice = command({
  name: 'setAbsenceNotice',
  endpoint: setAbsenceNoticeApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { days }) {
    await saveAbsenceNotice(tx, days)
    note({ days })
    await changed(tx, { topics: ['substitutions'], employees: true })
    return null
  },
})
