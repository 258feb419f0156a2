import { command } from '../../operations/operation.ts'
import { takeAppRightsApi, takeFolderRightsApi, takeItemRightsApi } from '../contract.ts'
import { takeRights } from '../giving.ts'

export const takeAppRights = command({
  name: 'takeAppRights',
  endpoint: takeAppRightsApi,
  permission: 'app.manage',
  target: ({ app }) => ({ id: app }),
  run: (context, { app, grant }) => takeRights(context, { kind: 'app', id: app }, grant),
})

export const takeFolderRights = command({
  name: 'takeFolderRights',
  endpoint: takeFolderRightsApi,
  permission: 'folder.assign',
  target: ({ folder }) => ({ id: folder }),
  run: (context, { folder, grant }) => takeRights(context, { kind: 'folder', id: folder }, grant),
})

export const takeItemRights = command({
  name: 'takeItemRights',
  endpoint: takeItemRightsApi,
  permission: 'item.assign',
  target: ({ app, item }) => ({ id: item, app }),
  run: (context, { app, item, grant }) => takeRights(context, { kind: 'item', id: item, app }, grant),
})
