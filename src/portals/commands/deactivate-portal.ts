import { command } from '../../operations/operation.ts'
import { changeState } from '../change-state.ts'
import { deactivatePortalApi } from '../contract.ts'

export const deactivatePortal = command({
  name: 'deactivatePortal',
  endpoint: deactivatePortalApi,
  permission: 'portal.manage',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => changeState(context, portal, 'deactivate'),
})
