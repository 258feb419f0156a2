import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockApp, markAppDeleted } from '../app.sql.ts'
import { deleteAppApi } from '../contract.ts'

export const deleteApp = command({
  name: 'deleteApp',
  endpoint: deleteAppApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, note }, { app }) {
    const { name } = await lockApp(tx, app)
    await markAppDeleted(tx, app)
    await changed(tx, { topics: ['workspaces', `app:${app}`], employees: true })
    note({ name })
    return null
  },
})
