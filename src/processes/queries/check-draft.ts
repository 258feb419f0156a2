import { query } from '../../operations/operation.ts'
import { checkDrawing } from '../check-drawing.ts'
import { checkDraftApi } from '../contract.ts'
import { readDraft } from '../process.sql.ts'

export const checkDraft = query({
  name: 'checkDraft',
  endpoint: checkDraftApi,
  permission: 'process.configure',
  target: ({ process }) => ({ id: process }),
  async run({ db }, { process, xml }) {
    const draft = await readDraft(db, process)
    const { refusals, warnings } = await checkDrawing(db, draft.workspace, xml ?? draft.draftXml, true)
    return { refusals, warnings }
  },
})
