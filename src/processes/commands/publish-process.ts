import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { checkDrawing } from '../check-drawing.ts'
import { publishProcessApi } from '../contract.ts'
import { notPublishable, refuseStaleDraft } from '../process.ts'
import { insertVersion, lockProcess } from '../process.sql.ts'

/** Running instances keep the version they began with; only new ones take this. */
export const publishProcess = command({
  name: 'publishProcess',
  endpoint: publishProcessApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ tx, actor, note }, { process: id, draftVersion }) {
    const process = await lockProcess(tx, id)
    refuseStaleDraft(process, draftVersion)
    const { definition, app, refusals, warnings } = await checkDrawing(tx, process.workspace, process.draftXml, false)
    if (definition === null) throw notPublishable(process.name, refusals)
    const version = { id: newId<'process_version'>(), definition, app }
    const number = await insertVersion(tx, process, version, personBehind(actor))
    note({ name: process.name, number })
    await changed(tx, { topics: ['processes'], employees: true })
    return { number, warnings }
  },
})
