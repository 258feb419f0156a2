import { query } from '../../operations/operation.ts'
import { getOrgChartApi } from '../contract.ts'
import { readOrgChart } from '../org-element.sql.ts'
import { latestVersion } from '../version.sql.ts'

export const getOrgChart = query({
  name: 'getOrgChart',
  endpoint: getOrgChartApi,
  permission: 'org_chart.view',
  target: () => ({}),
  run: async ({ db }) => ({ elements: await readOrgChart(db), version: await latestVersion(db) }),
})
