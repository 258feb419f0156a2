import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { renameProcessApi } from '../contract.ts'
import { nameTaken, refuseStale } from '../process.ts'
import { lockProcess, saveName } from '../process.sql.ts'

export const renameProcess = command({
  name: 'renameProcess',
  endpoint: renameProcessApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ tx, note }, { process: id, version, name }) {
    const process = await lockProcess(tx, id)
    refuseStale(process, version)
    note(differences({ name: process.name }, { name }))
    try {
      const saved = await saveName(tx, id, name)
      await changed(tx, { topics: ['processes'], employees: true })
      return { version: saved }
    } catch (error) {
      throw violatedConstraint(error) === 'processes_name' ? nameTaken(name) : error
    }
  },
})
