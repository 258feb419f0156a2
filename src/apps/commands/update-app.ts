import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { refuseStale, revise } from '../app.ts'
import { lockApp, saveApp, saveVisibility } from '../app.sql.ts'
import { updateAppApi } from '../contract.ts'

export const updateApp = command({
  name: 'updateApp',
  endpoint: updateAppApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, note }, { app, version, ...change }) {
    const before = await lockApp(tx, app)
    refuseStale(before, version)
    const after = revise(before, change, before.fields)
    await saveApp(tx, after)
    if (after.visibleTo !== before.visibleTo) await saveVisibility(tx, app, after.visibleTo)
    await changed(tx, { topics: ['workspaces', `app:${app}`], employees: true })
    note(differences(before, after))
    return { version: after.version }
  },
})
