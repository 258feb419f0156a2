import { command } from '../../operations/operation.ts'
import { updatePortalApi } from '../contract.ts'
import { rebrand } from '../portal.ts'
import { lockPortal, savePortal } from '../portal.sql.ts'
import { tellPortal } from '../users.sql.ts'

export const updatePortal = command({
  name: 'updatePortal',
  endpoint: updatePortalApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  async run({ tx, note }, { portal, ...change }) {
    const before = await lockPortal(tx, portal)
    const after = rebrand(before, change)
    await savePortal(tx, after)
    await tellPortal(tx, before.group, [`portal:${portal}`, 'portal'])
    note({ name: [before.name, after.name], color: [before.branding.color, after.branding.color] })
    return { version: after.version }
  },
})
