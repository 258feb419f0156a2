import { listing } from '../../operations/operation.ts'
import { listStartableProcessesApi } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import { listStartable } from '../process.sql.ts'
import { formOfStart } from '../start-form.ts'

export const listStartableProcesses = listing({
  name: 'listStartableProcesses',
  endpoint: listStartableProcessesApi,
  permission: 'process.start',
  within: () => ({}),
  async run({ db, visible }, { workspace }) {
    const found = await listStartable(db, visible, workspace)
    const rows = []
    for (const { version, ...row } of found) {
      rows.push({ ...row, hasForm: formOfStart(await definitionOf(db, version)).length > 0 })
    }
    return { rows }
  },
})
