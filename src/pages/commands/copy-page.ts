import { newId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { codeFrom } from '../../base/text.ts'
import { command } from '../../operations/operation.ts'
import { copyPageApi } from '../contract.ts'
import { freeCode } from '../page.ts'
import { findPage, insertPage, lockPagesOf } from '../page.sql.ts'

export const copyPage = command({
  name: 'copyPage',
  endpoint: copyPageApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ tx, actor, note }, { page, name }) {
    const found = await findPage(tx, actor, page)
    if (!found) throw notFound()
    const { portal, draft } = found
    const there = await lockPagesOf(tx, portal)
    const id = newId<'page'>()
    const code = freeCode(codeFrom(name), new Set(there.map((other) => other.code)))
    await insertPage(tx, { id, portal, code, name, draft })
    note({ page: id, name, code })
    return { id, code }
  },
})
