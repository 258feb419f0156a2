import { query } from '../../operations/operation.ts'
import { getOrgDraftApi } from '../contract-draft.ts'
import { findDraft, readDraftChart } from '../draft.sql.ts'

export const getOrgDraft = query({
  name: 'getOrgDraft',
  endpoint: getOrgDraftApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  run: async ({ db }) => ({ draft: await findDraft(db), elements: await readDraftChart(db) }),
})
