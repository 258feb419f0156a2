import { readItem } from '../../apps/queries/read-items.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { listAppRightsApi, listFolderRightsApi, listItemRightsApi } from '../contract.ts'
import { listRows } from '../grant.sql.ts'

export const listAppRights = query({
  name: 'listAppRights',
  endpoint: listAppRightsApi,
  permission: 'app.manage',
  target: ({ app }) => ({ id: app }),
  run: async ({ db, actor }, { app }) => ({ rows: await listRows(db, actor, { kind: 'app', id: app }) }),
})

export const listFolderRights = query({
  name: 'listFolderRights',
  endpoint: listFolderRightsApi,
  permission: 'folder.assign',
  target: ({ folder }) => ({ id: folder }),
  run: async ({ db, actor }, { folder }) => ({ rows: await listRows(db, actor, { kind: 'folder', id: folder }) }),
})

export const listItemRights = query({
  name: 'listItemRights',
  endpoint: listItemRightsApi,
  permission: 'item.assign',
  target: ({ app, item }) => ({ id: item, app }),
  async run({ db, actor }, { app, item }) {
    if (!(await readItem(db, actor, app, item))) throw notFound()
    return { rows: await listRows(db, actor, { kind: 'item', id: item, app }) }
  },
})
