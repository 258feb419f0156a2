import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { exceptionsCsv } from '../calendar.ts'
import { findExceptions } from '../calendar.sql.ts'
import { exportCalendarExceptionsApi } from '../contract.ts'

export const exportCalendarExceptions = query({
  name: 'exportCalendarExceptions',
  endpoint: exportCalendarExceptionsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, noteRead }, { calendar }) {
    const exceptions = await findExceptions(db, calendar)
    if (!exceptions) throw notFound()
    noteRead({ kind: 'company', id: null }, { calendar })
    return { csv: exceptionsCsv(exceptions) }
  },
})
