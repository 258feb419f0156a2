import { command } from '../../operations/operation.ts'
import { savePageDraftApi } from '../contract.ts'
import { refuseStale } from '../page.ts'
import { lockPage, saveDraftOf } from '../page.sql.ts'

export const savePageDraft = command({
  name: 'savePageDraft',
  endpoint: savePageDraftApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ tx }, { page: id, draftVersion, content }) {
    refuseStale(await lockPage(tx, id), draftVersion)
    return { draftVersion: await saveDraftOf(tx, id, content) }
  },
})
