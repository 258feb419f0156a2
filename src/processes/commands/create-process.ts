import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { codeFrom, freeCode } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { createProcessApi } from '../contract.ts'
import { firstDiagram } from '../first-diagram.ts'
import { appCode } from '../item.ts'
import { nameTaken } from '../process.ts'
import { insertProcess, processCodes } from '../process.sql.ts'

export const createProcess = command({
  name: 'createProcess',
  endpoint: createProcessApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, actor, note }, { workspace, app, name, code: wished }) {
    const id = newId<'process'>()
    const code = freeCode(wished ?? codeFrom(name), await processCodes(tx, workspace, wished ?? codeFrom(name)))
    const bound = app === undefined ? null : await appCode(tx, workspace, app)
    const process = {
      id,
      workspace,
      name,
      code,
      app: app ?? null,
      draftXml: firstDiagram({ id: code, name, app: bound }),
    }
    try {
      await insertProcess(tx, process, personBehind(actor))
    } catch (error) {
      throw violatedConstraint(error) === 'processes_name' ? nameTaken(name) : error
    }
    note({ process: id, name })
    await changed(tx, { topics: ['processes'], employees: true })
    return { id, draftVersion: 1 }
  },
})
