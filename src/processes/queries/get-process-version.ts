import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getProcessVersionApi } from '../contract.ts'
import { findVersion } from '../process.sql.ts'

export const getProcessVersion = query({
  name: 'getProcessVersion',
  endpoint: getProcessVersionApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ db }, { process, number }) {
    const found = await findVersion(db, process, number)
    if (!found) throw notFound()
    return found
  },
})
