import { newId } from '../../base/ids.ts'
import { command } from '../../operations/operation.ts'
import { retryIncidentApi } from '../contract-instances.ts'
import { lockRunning, takeStep } from '../step.ts'

export const retryIncident = command({
  name: 'retryIncident',
  endpoint: retryIncidentApi,
  permission: 'instance.manage',
  target: ({ instance }) => ({ id: instance }),
  async run(context, { instance, key }) {
    const running = await lockRunning(context, instance)
    const { events } = await takeStep(context, running, { type: 'retryIncident', key }, newId())
    return { isResolved: !events.some(({ type }) => type === 'incidentRaised') }
  },
})
