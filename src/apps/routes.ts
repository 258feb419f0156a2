import { asOperation } from '../operations/operation.ts'
import { createApp } from './commands/create-app.ts'
import { createItem, createItemOnPortal } from './commands/create-item.ts'
import { deleteApp } from './commands/delete-app.ts'
import { deleteItem } from './commands/delete-item.ts'
import { publishApp } from './commands/publish-app.ts'
import { restoreItem } from './commands/restore-item.ts'
import { saveFields } from './commands/save-fields.ts'
import { updateApp } from './commands/update-app.ts'
import { updateItem, updateItemOnPortal } from './commands/update-item.ts'
import { updateItems } from './commands/update-items.ts'
import { beginFolders } from './commands/begin-folders.ts'
import { createFolder } from './commands/create-folder.ts'
import { createItemInFolder } from './commands/create-item-in-folder.ts'
import { deleteFolder } from './commands/delete-folder.ts'
import { moveFolder } from './commands/move-folder.ts'
import { moveItems } from './commands/move-items.ts'
import { renameFolder } from './commands/rename-folder.ts'
import { setFolderInherits } from './commands/set-folder-inherits.ts'
import { listFolders } from './queries/list-folders.ts'
import { getApp, getAppOnPortal } from './queries/get-app.ts'
import { getAppDraft } from './queries/get-app-draft.ts'
import { getItem, getItemOnPortal } from './queries/get-item.ts'
import { itemHistory, itemHistoryOnPortal } from './queries/item-history.ts'
import { countItems, countItemsOnPortal, listItems, listItemsOnPortal } from './queries/list-items.ts'
import { planApp } from './queries/plan-app.ts'

export const appRoutes = [
  createApp,
  getApp,
  getAppOnPortal,
  updateApp,
  deleteApp,
  getAppDraft,
  saveFields,
  planApp,
  publishApp,
  listItems,
  listItemsOnPortal,
  countItems,
  countItemsOnPortal,
  getItem,
  getItemOnPortal,
  createItem,
  createItemOnPortal,
  updateItem,
  updateItemOnPortal,
  updateItems,
  deleteItem,
  restoreItem,
  itemHistory,
  itemHistoryOnPortal,
  listFolders,
  beginFolders,
  createFolder,
  renameFolder,
  moveFolder,
  setFolderInherits,
  deleteFolder,
  moveItems,
  createItemInFolder,
].map(asOperation)
