import { portalInactive } from '../../access/portal-gate.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import type { Db } from '../../sql/database.ts'
import { portalDoorApi, portalLanguages } from '../contract.ts'
import { type Door, findDoor } from '../portal.sql.ts'

export const portalDoor = query({
  name: 'portalDoor',
  endpoint: portalDoorApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db }, { portal: code }) {
    const door = await findDoor(db, code)
    if (!door) throw notFound()
    return { ...door, languages: [...portalLanguages] }
  },
})

/**
 * The portal somebody is about to enter by this code. Unknown and disabled ones are not found; an inactive one refuses
 * with 503 and uses nothing up.
 */
export async function openPortal(db: Db, code: string): Promise<Door> {
  const door = await findDoor(db, code)
  if (!door) throw notFound()
  if (door.state !== 'active') throw portalInactive()
  return door
}
