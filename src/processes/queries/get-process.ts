import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getProcessApi } from '../contract.ts'
import { findProcess } from '../process.sql.ts'

/** The drawing tells who does what in the company, so it is for those who draw. */
export const getProcess = query({
  name: 'getProcess',
  endpoint: getProcessApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ db, actor }, { process }) {
    const found = await findProcess(db, actor, process)
    if (!found) throw notFound()
    return found
  },
})
