import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, version } from '../base/wire.ts'
import { createItemApi, severalItems } from './contract-items.ts'

const app = idOf('app')
const folder = idOf('folder')
const name = nameText(200)

const rights = z.object({
  createItem: z.boolean(),
  edit: z.boolean().describe('Change the tree below it, and the folder itself'),
  assign: z.boolean().describe('Say whose it is'),
})

export const folderShape = z.object({
  id: folder,
  parent: folder.nullable().describe('The folder above, where the actor sees it; null at the top'),
  name: z.string(),
  inherits: z.boolean().describe('Whether the rights of the folder above count here too'),
  version: z.int(),
  can: rights,
})
export type FolderShape = z.infer<typeof folderShape>

export const listFoldersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/folders',
  summary: 'The folders of an app that the actor may see; one below an unseen folder hangs at the top',
  input: z.strictObject({ app }),
  answer: z.object({
    rows: z.array(folderShape),
    root: z
      .object({ id: folder, can: rights })
      .nullable()
      .describe('Where folders and items lie that lie in no other; null where there is none for the actor'),
  }),
})

export const beginFoldersApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/first-folder',
  status: 201,
  summary: 'Gives an app its tree, and the first folder in it; all its items lie at the top',
  input: z.strictObject({ app, name }),
  answer: z.object({ id: folder }),
  refusals: ['folder.begun_already'],
})

export const createFolderApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/folders',
  status: 201,
  summary: 'Makes a folder inside another; at the top inside the one with the id of the app',
  input: z.strictObject({ app, parent: folder, name }),
  answer: z.object({ id: folder }),
  refusals: ['folder.name_taken', 'folder.too_deep'],
})

export const renameFolderApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app/folders/:folder',
  summary: 'Calls a folder something else',
  input: z.strictObject({ app, folder, version, name }),
  answer: z.object({ version: z.int() }),
  refusals: ['folder.name_taken', 'folder.changed_meanwhile', 'folder.is_root'],
})

export const moveFolderApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/apps/:app/folders/:folder/parent',
  summary: 'Puts a folder with everything in it into another',
  input: z.strictObject({ app, folder, parent: folder }),
  answer: z.object({ version: z.int() }),
  refusals: ['folder.name_taken', 'folder.too_deep', 'folder.is_root'],
})

export const setFolderInheritsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/apps/:app/folders/:folder/inherits',
  summary: 'Says whether the rights of the folder above count in this one',
  input: z.discriminatedUnion('inherits', [
    z.strictObject({ app, folder, inherits: z.literal(true) }),
    z.strictObject({
      app,
      folder,
      inherits: z.literal(false),
      copy: z.boolean().describe('Keep what counted until now as rows of the folder, or start without any'),
    }),
  ]),
  answer: z.object({ version: z.int(), copied: z.int() }),
  refusals: ['folder.is_root'],
})

export const deleteFolderApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/apps/:app/folders/:folder',
  summary: 'Deletes an empty folder',
  input: z.strictObject({ app, folder }),
  answer: z.null(),
  refusals: ['folder.not_empty', 'folder.is_root'],
})

/** All of them, or none (AT-004). */
export const moveItemsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/folders/:folder/moved-items',
  summary: 'Puts items into a folder; where others reach them there, it takes the right to give them',
  input: z.strictObject({ app, folder, items: severalItems }),
  answer: z.object({ moved: z.int() }),
})

export const createItemInFolderApi = endpoint({
  ...createItemApi,
  path: '/apps/:app/folders/:folder/items',
  summary: 'Makes an item in a folder',
  input: createItemApi.input.extend({ folder }),
})
