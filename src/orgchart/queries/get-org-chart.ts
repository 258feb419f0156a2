import { query } from '../../operations/operation.ts'
import { getOrgChartApi } from '../contract.ts'
import { readOrgChart } from '../org-element.sql.ts'

export const getOrgChart = query({
  name: 'getOrgChart',
  endpoint: getOrgChartApi,
  permission: 'company.view',
  target: () => ({}),
  run: async ({ db }) => ({ elements: await readOrgChart(db) }),
})
