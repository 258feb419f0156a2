import { differences } from '../../base/differences.ts'
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
    note(differences({ name: before.name, ...before.branding }, { name: after.name, ...after.branding }))
    return { version: after.version }
  },
})
