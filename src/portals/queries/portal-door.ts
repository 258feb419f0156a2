import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { portalDoorApi, portalLanguages } from '../contract.ts'
import { findDoor } from '../portal.sql.ts'

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
