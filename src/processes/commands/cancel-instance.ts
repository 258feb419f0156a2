import { newId } from '../../base/ids.ts'
import { command } from '../../operations/operation.ts'
import { cancelInstanceApi } from '../contract-instances.ts'
import { lockRunning, takeStep } from '../step.ts'

export const cancelInstance = command({
  name: 'cancelInstance',
  endpoint: cancelInstanceApi,
  permission: 'instance.manage',
  target: ({ instance }) => ({ id: instance }),
  async run(context, { instance, reason }) {
    await takeStep(context, await lockRunning(context, instance), { type: 'cancel', reason }, newId())
    context.note({ reason })
    return null
  },
})
