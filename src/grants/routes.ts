import { asOperation } from '../operations/operation.ts'
import { changeAppRights, changeFolderRights, changeItemRights } from './commands/change-rights.ts'
import { giveAppRights, giveFolderRights, giveItemRights } from './commands/give-rights.ts'
import { takeAppRights, takeFolderRights, takeItemRights } from './commands/take-rights.ts'
import { who, why } from './queries/explain-access.ts'
import { listAppRights, listFolderRights, listItemRights } from './queries/list-rights.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const grantRoutes = [
  listAppRights,
  giveAppRights,
  changeAppRights,
  takeAppRights,
  listFolderRights,
  giveFolderRights,
  changeFolderRights,
  takeFolderRights,
  listItemRights,
  giveItemRights,
  changeItemRights,
  takeItemRights,
  why,
  who,
].map(asOperation)
