import { newId } from '../../base/ids.ts'
import type { Variables } from '../../engine/instance.ts'
import { command } from '../../operations/operation.ts'
import { setVariablesApi } from '../contract-instances.ts'
import { lockRunning, takeStep } from '../step.ts'

export const setVariables = command({
  name: 'setVariables',
  endpoint: setVariablesApi,
  permission: 'instance.manage',
  target: ({ instance }) => ({ id: instance }),
  async run(context, { instance, variables }) {
    const running = await lockRunning(context, instance)
    await takeStep(context, running, { type: 'setVariables', variables: variables as Variables }, newId())
    context.note({ variables: Object.keys(variables) })
    return null
  },
})
