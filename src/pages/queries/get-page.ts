import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { withAbilities } from '../abilities.ts'
import { getPageApi } from '../contract.ts'
import { findPage } from '../page.sql.ts'

export const getPage = query({
  name: 'getPage',
  endpoint: getPageApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ db, actor }, { page: id }) {
    const page = await findPage(db, actor, id)
    if (!page) throw notFound()
    return { ...withAbilities(page), portal: page.portal, draft: page.draft }
  },
})
