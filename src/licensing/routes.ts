import { asOperation } from '../operations/operation.ts'
import { activateLicense } from './commands/activate-license.ts'
import { changeServicePlan } from './commands/change-service-plan.ts'
import { getGrace } from './queries/get-grace.ts'
import { getLicenses } from './queries/get-licenses.ts'
import { listSeats } from './queries/list-seats.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const licensingRoutes = [getLicenses, getGrace, listSeats, activateLicense, changeServicePlan].map(asOperation)
