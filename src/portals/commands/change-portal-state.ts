import type { PortalId } from '../../base/ids.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { activatePortalApi, deactivatePortalApi, disablePortalApi } from '../contract.ts'
import { move, type PortalMove } from '../portal.ts'
import { lockPortal, savePortal } from '../portal.sql.ts'
import { tellPortal } from '../users.sql.ts'

/** Opening and closing takes effect at the next request of everybody; open pages are told at once. */
async function change({ tx, note }: CommandContext, portal: PortalId, deed: PortalMove): Promise<{ version: number }> {
  const before = await lockPortal(tx, portal)
  const after = move(before, deed)
  await savePortal(tx, after)
  await tellPortal(tx, before.group, [`portal:${portal}`, 'portals', 'workspaces'])
  note({ state: [before.state, after.state] })
  return { version: after.version }
}

export const activatePortal = command({
  name: 'activatePortal',
  endpoint: activatePortalApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => change(context, portal, 'activate'),
})

export const deactivatePortal = command({
  name: 'deactivatePortal',
  endpoint: deactivatePortalApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => change(context, portal, 'deactivate'),
})

export const disablePortal = command({
  name: 'disablePortal',
  endpoint: disablePortalApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  run: (context, { portal }) => change(context, portal, 'disable'),
})
