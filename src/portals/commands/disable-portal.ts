import { command } from '../../operations/operation.ts'
import { changeState } from '../change-state.ts'
import { disablePortalApi } from '../contract.ts'

export const disablePortal = command({
  name: 'disablePortal',
  endpoint: disablePortalApi,
  permission: 'portal.manage',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => changeState(context, portal, 'disable'),
})
