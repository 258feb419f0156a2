import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { discardOrgDraftApi } from '../contract-draft.ts'
import { deleteDraft, lockDraft } from '../draft.sql.ts'
import { noDraft, refuseStaleDraft } from '../draft.ts'

export const discardOrgDraft = command({
  name: 'discardOrgDraft',
  endpoint: discardOrgDraftApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ tx }, { version }) {
    const draft = await lockDraft(tx)
    if (!draft) throw noDraft()
    refuseStaleDraft(draft, version)
    await deleteDraft(tx)
    await changed(tx, { topics: ['org-draft'], employees: true })
    return null
  },
})
