import { command } from '../../operations/operation.ts'
import { changeState } from '../change-state.ts'
import { activatePortalApi } from '../contract.ts'

export const activatePortal = command({
  name: 'activatePortal',
  endpoint: activatePortalApi,
  permission: 'portal.manage',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => changeState(context, portal, 'activate'),
})
