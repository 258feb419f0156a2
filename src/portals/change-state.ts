import type { PortalId } from '../base/ids.ts'
import type { CommandContext } from '../operations/operation.ts'
import { move, type PortalMove } from './portal.ts'
import { lockPortal, savePortal } from './portal.sql.ts'
import { tellPortal } from './users.sql.ts'

/** Opening and closing takes effect at the next request of everybody; open pages are told at once. */
export async function changeState(
  { tx, note }: CommandContext,
  portal: PortalId,
  deed: PortalMove,
): Promise<{ version: number }> {
  const before = await lockPortal(tx, portal)
  const after = move(before, deed)
  await savePortal(tx, after)
  await tellPortal(tx, before.group, [`portal:${portal}`, 'portal', 'portals', 'workspaces'])
  note({ state: [before.state, after.state] })
  return { version: after.version }
}
