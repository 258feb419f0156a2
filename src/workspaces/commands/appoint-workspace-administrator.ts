import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { insertAdministrator, nameOfPrincipal } from '../administrator.sql.ts'
import { appointWorkspaceAdministratorApi } from '../contract.ts'
import { lockWorkspace } from '../workspace.sql.ts'

/** Hands over power, so it wants a recent proof. */
export const appointWorkspaceAdministrator = command({
  name: 'appointWorkspaceAdministrator',
  endpoint: appointWorkspaceAdministratorApi,
  permission: 'workspace.manage',
  target: ({ workspace }) => ({ id: workspace }),
  recent: true,
  async run({ tx, actor, note }, { workspace, principal }) {
    const { name: place } = await lockWorkspace(tx, workspace)
    const name = await nameOfPrincipal(tx, principal)
    if (name === undefined) throw notFound()
    await insertAdministrator(tx, workspace, { id: principal, name }, personBehind(actor))
    await changed(tx, { topics: ['workspaces', 'groups', 'processes'], employees: true })
    note({ name: place, principal, administrator: name })
    return null
  },
})
