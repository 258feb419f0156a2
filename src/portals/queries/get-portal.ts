import { query } from '../../operations/operation.ts'
import { pagesOfPortal } from '../../pages/queries/pages-of-portal.ts'
import { getPortalApi } from '../contract.ts'
import { findPortalOf } from '../portal.sql.ts'

export const getPortal = query({
  name: 'getPortal',
  endpoint: getPortalApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ db }, { workspace }) {
    const portal = await findPortalOf(db, workspace)
    return { portal: portal ? { ...portal, pages: await pagesOfPortal(db, portal.id) } : null }
  },
})
