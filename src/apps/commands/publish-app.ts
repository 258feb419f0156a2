import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { refuseStale, tableNameOf } from '../app.ts'
import { lockApp, savePublished } from '../app.sql.ts'
import { publishAppApi } from '../contract.ts'
import { applyPublication, planPublication, refuseUnfit } from '../publication.ts'
import { lockTable } from '../table.sql.ts'

export const publishApp = command({
  name: 'publishApp',
  endpoint: publishAppApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, note }, { app, version, confirmed }) {
    const before = await lockApp(tx, app)
    refuseStale(before, version)
    if (!before.draft) return { version: before.version }
    if (before.table) await lockTable(tx, before.table)
    const publication = await planPublication(tx, before)
    refuseUnfit(before, publication, confirmed)
    const table = before.table ?? tableNameOf(before)
    await applyPublication(tx, before, table, publication.draft)
    const published = await savePublished(tx, before, table, publication.draft)
    await changed(tx, { topics: ['workspaces', `app:${app}`], employees: true })
    note({ table, steps: publication.steps.map(({ sentence }) => sentence) })
    return { version: published }
  },
})
