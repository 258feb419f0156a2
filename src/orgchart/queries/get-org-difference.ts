import { differenceOf } from '../../access/difference.ts'
import { query } from '../../operations/operation.ts'
import { checkChart } from '../chart-check.ts'
import { getOrgAccessDifferenceApi, getOrgDifferenceApi } from '../contract-draft.ts'
import { findDraft, readDraftChart } from '../draft.sql.ts'
import { refuseErrors } from '../draft.ts'
import { applyDraft, lockChart } from '../publish.sql.ts'
import { describeDraft } from '../version.sql.ts'

export const getOrgDifference = query({
  name: 'getOrgDifference',
  endpoint: getOrgDifferenceApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  run: ({ db }) => describeDraft(db),
})

/** The draft is published in a transaction that is undone, and what that did to anybody's rights is told. */
export const getOrgAccessDifference = query({
  name: 'getOrgAccessDifference',
  endpoint: getOrgAccessDifferenceApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db }) {
    // Asked again just after publishing, it is no refusal that nothing moves any more.
    if (!(await findDraft(db))) return differenceOf(db, async () => undefined)
    refuseErrors(checkChart(await readDraftChart(db)))
    return differenceOf(db, async (tx) => {
      await lockChart(tx)
      await applyDraft(tx, null)
    })
  },
})
