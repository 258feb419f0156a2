import { query } from '../../operations/operation.ts'
import { pagesOfPortal } from '../../pages/queries/pages-of-portal.ts'
import { getPortalApi } from '../contract.ts'
import { findPortalOf } from '../portal.sql.ts'

export const getPortal = query({
  name: 'getPortal',
  endpoint: getPortalApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ db, actor }, { workspace }) {
    const portal = await findPortalOf(db, actor, workspace)
    return { portal: portal ? { ...portal, pages: await pagesOfPortal(db, actor, portal.id) } : null }
  },
})
