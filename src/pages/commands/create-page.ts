import { newId } from '../../base/ids.ts'
import { codeFrom } from '../../base/text.ts'
import { command } from '../../operations/operation.ts'
import { createPageApi } from '../contract.ts'
import { freeCode } from '../page.ts'
import { insertPage, lockPagesOf } from '../page.sql.ts'

export const createPage = command({
  name: 'createPage',
  endpoint: createPageApi,
  permission: 'portal.configure',
  target: ({ portal }) => ({ id: portal }),
  async run({ tx, note }, { portal, name }) {
    const there = await lockPagesOf(tx, portal)
    const id = newId<'page'>()
    const code = freeCode(codeFrom(name), new Set(there.map((page) => page.code)))
    await insertPage(tx, { id, portal, code, name, draft: { widgets: [] } })
    note({ page: id, name, code })
    return { id, code }
  },
})
