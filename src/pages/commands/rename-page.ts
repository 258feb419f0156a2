import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { renamePageApi } from '../contract.ts'
import { lockPage, savePageName } from '../page.sql.ts'

export const renamePage = command({
  name: 'renamePage',
  endpoint: renamePageApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ tx, note }, { page: id, name }) {
    const page = await lockPage(tx, id)
    await savePageName(tx, id, name)
    await changed(tx, { topics: [`portal:${page.portal}`], employees: true })
    note(differences({ name: page.name }, { name }))
    return null
  },
})
