import { asOperation } from '../operations/operation.ts'
import { createExternalUser } from './commands/create-external-user.ts'
import { createOrganization } from './commands/create-organization.ts'
import { removeMyPhoto, setMyPhoto } from './commands/set-my-photo.ts'
import { saveListColumns } from './commands/save-list-columns.ts'
import { updateExternalUser } from './commands/update-external-user.ts'
import { updateMe, updateMeOnPortal } from './commands/update-me.ts'
import { updateUser } from './commands/update-user.ts'
import { countUsers } from './queries/count-users.ts'
import { getExternalUser } from './queries/get-external-user.ts'
import { getListColumns } from './queries/get-list-columns.ts'
import { getMe, getMeOnPortal } from './queries/get-me.ts'
import { getPhoto } from './queries/get-photo.ts'
import { getUser } from './queries/get-user.ts'
import { listExternalUsers } from './queries/list-external-users.ts'
import { listOrganizations } from './queries/list-organizations.ts'
import { listUsers } from './queries/list-users.ts'
import { searchPeople, searchPeopleOnPortal } from './queries/search-people.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const peopleRoutes = [
  getMe,
  getMeOnPortal,
  updateMe,
  updateMeOnPortal,
  setMyPhoto,
  removeMyPhoto,
  getPhoto,
  getListColumns,
  saveListColumns,
  listUsers,
  countUsers,
  getUser,
  updateUser,
  searchPeople,
  searchPeopleOnPortal,
  listExternalUsers,
  getExternalUser,
  createExternalUser,
  updateExternalUser,
  listOrganizations,
  createOrganization,
].map(asOperation)
