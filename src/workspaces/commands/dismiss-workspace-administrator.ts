import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { endAdministrator, nameOfPrincipal } from '../administrator.sql.ts'
import { dismissWorkspaceAdministratorApi } from '../contract.ts'
import { lockWorkspace } from '../workspace.sql.ts'

/** The grant is kept as one that has ended, so that a decision of the past can be recomputed. */
export const dismissWorkspaceAdministrator = command({
  name: 'dismissWorkspaceAdministrator',
  endpoint: dismissWorkspaceAdministratorApi,
  permission: 'workspace.manage',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, actor, note }, { workspace, principal }) {
    const { name } = await lockWorkspace(tx, workspace)
    if (!(await endAdministrator(tx, workspace, principal, personBehind(actor)))) {
      throw new Refusal(
        'conflict',
        'workspace.not_administrator',
        `Expected somebody who administers “${name}”, but found none of that name: somebody was faster.`,
      )
    }
    await changed(tx, { topics: ['workspaces', 'groups', 'processes'], employees: true })
    note({ name, principal, administrator: await nameOfPrincipal(tx, principal) })
    return null
  },
})
