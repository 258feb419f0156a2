import { asOperation } from '../operations/operation.ts'
import { getOrgChart } from './queries/get-org-chart.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const orgchartRoutes = [getOrgChart].map(asOperation)
