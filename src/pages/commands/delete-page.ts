import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deletePageApi } from '../contract.ts'
import { refuseHome } from '../page.ts'
import { lockPage, markPageDeleted } from '../page.sql.ts'

/** What the page exposed is dead from the same moment: grants of a deleted page do not count (migration 0007). */
export const deletePage = command({
  name: 'deletePage',
  endpoint: deletePageApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ tx, note }, { page: id }) {
    const page = await lockPage(tx, id)
    refuseHome(page)
    await markPageDeleted(tx, id)
    await changed(tx, { topics: [`portal:${page.portal}`], employees: true })
    note({ name: page.name })
    return null
  },
})
