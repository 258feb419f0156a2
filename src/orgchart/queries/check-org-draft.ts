import { query } from '../../operations/operation.ts'
import { checkChart } from '../chart-check.ts'
import { checkOrgDraftApi, type OrgFinding } from '../contract-draft.ts'
import { readDraftChart } from '../draft.sql.ts'
import { listNamedInLanes, listStillNamed } from '../publish.sql.ts'

export const checkOrgDraft = query({
  name: 'checkOrgDraft',
  endpoint: checkOrgDraftApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db }) {
    const named = (await listStillNamed(db)).map(
      ({ id, name, times }): OrgFinding => ({
        code: 'still_named',
        kind: 'warning',
        element: id,
        name,
        detail: String(times),
      }),
    )
    const lanes = (await listNamedInLanes(db)).map(
      ({ id, name, process, lane, isGone }): OrgFinding => ({
        code: isGone ? 'lane_gone' : 'lane_empty',
        kind: 'warning',
        element: id,
        name,
        detail: [process, lane].filter(Boolean).join(' / '),
      }),
    )
    const findings = [...checkChart(await readDraftChart(db)), ...named, ...lanes]
    const errors = findings.filter(({ kind }) => kind === 'error').length
    return { findings: findings.slice(0, 500), errors, warnings: findings.length - errors }
  },
})
