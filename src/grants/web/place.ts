import {
  changeAppRightsApi,
  changeFolderRightsApi,
  changeItemRightsApi,
  giveAppRightsApi,
  giveFolderRightsApi,
  giveItemRightsApi,
  listAppRightsApi,
  listFolderRightsApi,
  listItemRightsApi,
  rightsOfApp,
  rightsOfFolder,
  rightsOfItem,
  takeAppRightsApi,
  takeFolderRightsApi,
  takeItemRightsApi,
} from '../contract.ts'

type OfApp = {
  list: typeof listAppRightsApi
  give: typeof giveAppRightsApi
  change: typeof changeAppRightsApi
  take: typeof takeAppRightsApi
}

/** Where rows stand: what names the place in its addresses, and what can be given there. */
export type RightsPlace = OfApp & { at: { app: string }; offered: readonly string[]; isApp: boolean }

/** The addresses of the three places differ in what names the place, and in nothing that the screens look at. */
const alike = (endpoints: unknown): OfApp => endpoints as OfApp

export const rightsOfAnApp = (app: string): RightsPlace => ({
  list: listAppRightsApi,
  give: giveAppRightsApi,
  change: changeAppRightsApi,
  take: takeAppRightsApi,
  at: { app },
  offered: rightsOfApp,
  isApp: true,
})

export const rightsOfAFolder = (folder: string): RightsPlace => ({
  ...alike({
    list: listFolderRightsApi,
    give: giveFolderRightsApi,
    change: changeFolderRightsApi,
    take: takeFolderRightsApi,
  }),
  at: { folder } as unknown as { app: string },
  offered: rightsOfFolder,
  isApp: false,
})

export const rightsOfAnItem = (app: string, item: string): RightsPlace => ({
  ...alike({
    list: listItemRightsApi,
    give: giveItemRightsApi,
    change: changeItemRightsApi,
    take: takeItemRightsApi,
  }),
  at: { app, item } as { app: string },
  offered: rightsOfItem,
  isApp: false,
})
