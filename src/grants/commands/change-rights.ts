import { command } from '../../operations/operation.ts'
import { changeAppRightsApi, changeFolderRightsApi, changeItemRightsApi } from '../contract.ts'
import { changeRights } from '../giving.ts'

export const changeAppRights = command({
  name: 'changeAppRights',
  endpoint: changeAppRightsApi,
  permission: 'app.manage',
  target: ({ app }) => ({ id: app }),
  run: (context, { app, grant, ...change }) => changeRights(context, { kind: 'app', id: app }, grant, change),
})

export const changeFolderRights = command({
  name: 'changeFolderRights',
  endpoint: changeFolderRightsApi,
  permission: 'folder.assign',
  target: ({ folder }) => ({ id: folder }),
  run: (context, { folder, grant, ...change }) => changeRights(context, { kind: 'folder', id: folder }, grant, change),
})

export const changeItemRights = command({
  name: 'changeItemRights',
  endpoint: changeItemRightsApi,
  permission: 'item.assign',
  target: ({ app, item }) => ({ id: item, app }),
  run: (context, { app, item, grant, ...change }) =>
    changeRights(context, { kind: 'item', id: item, app }, grant, change),
})
