import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { reorderPagesApi } from '../contract.ts'
import { refuseIncompleteOrder } from '../page.ts'
import { lockPagesOf, saveOrder } from '../page.sql.ts'

export const reorderPages = command({
  name: 'reorderPages',
  endpoint: reorderPagesApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  async run({ tx, note }, { portal, pages }) {
    const there = await lockPagesOf(tx, portal)
    refuseIncompleteOrder(
      pages,
      there.map(({ id }) => id),
    )
    await saveOrder(tx, pages)
    await changed(tx, { topics: [`portal:${portal}`], employees: true })
    note({ pages })
    return null
  },
})
