import { command } from '../../operations/operation.ts'
import { giveAppRightsApi, giveFolderRightsApi, giveItemRightsApi } from '../contract.ts'
import { giveRights } from '../giving.ts'

export const giveAppRights = command({
  name: 'giveAppRights',
  endpoint: giveAppRightsApi,
  permission: 'app.manage',
  target: ({ app }) => ({ id: app }),
  run: (context, { app, ...given }) => giveRights(context, { kind: 'app', id: app }, given),
})

export const giveFolderRights = command({
  name: 'giveFolderRights',
  endpoint: giveFolderRightsApi,
  permission: 'folder.assign',
  target: ({ folder }) => ({ id: folder }),
  run: (context, { folder, ...given }) => giveRights(context, { kind: 'folder', id: folder }, given),
})

export const giveItemRights = command({
  name: 'giveItemRights',
  endpoint: giveItemRightsApi,
  permission: 'item.assign',
  target: ({ app, item }) => ({ id: item, app }),
  run: (context, { app, item, ...given }) => giveRights(context, { kind: 'item', id: item, app }, given),
})
