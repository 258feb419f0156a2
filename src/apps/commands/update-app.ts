import { require } from '../../access/decide.ts'
import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { refuseStale, revise } from '../app.ts'
import { beginFolders, lockApp, saveApp, saveVisibility } from '../app.sql.ts'
import { updateAppApi } from '../contract.ts'

export const updateApp = command({
  name: 'updateApp',
  endpoint: updateAppApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, actor, note }, { app, version, ...change }) {
    const before = await lockApp(tx, app)
    // Who reaches the data is not for whoever only administers the workspace.
    const reach = ['mode', 'headsInherit', 'namesWhomToAsk'] as const
    if (reach.some((one) => change[one] !== undefined && change[one] !== before[one]))
      await require(tx, actor, 'app.manage', { kind: 'app', id: app })
    refuseStale(before, version)
    const after = revise(before, change, before.fields)
    await saveApp(tx, after)
    if (after.mode === 'folders') await beginFolders(tx, app)
    if (after.visibleTo !== before.visibleTo) await saveVisibility(tx, app, after.visibleTo)
    await changed(tx, { topics: ['workspaces', `app:${app}`], employees: true })
    note(differences(before, after))
    return { version: after.version }
  },
})
