import { command } from '../../operations/operation.ts'
import { saveDraftApi } from '../contract.ts'
import { refuseStaleDraft } from '../process.ts'
import { lockProcess, writeDraft } from '../process.sql.ts'

/** Keeps a drawing as it is: unfinished work is not checked, publishing is. */
export const saveDraft = command({
  name: 'saveDraft',
  endpoint: saveDraftApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ tx }, { process: id, draftVersion, xml }) {
    const process = await lockProcess(tx, id)
    refuseStaleDraft(process, draftVersion)
    return { draftVersion: await writeDraft(tx, id, xml) }
  },
})
