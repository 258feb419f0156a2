import { asOperation } from '../operations/operation.ts'
import { discardOrgDraft } from './commands/discard-org-draft.ts'
import { editOrgDraft } from './commands/edit-org-draft.ts'
import { importOrgChart } from './commands/import-org-chart.ts'
import { publishOrgChart } from './commands/publish-org-chart.ts'
import { restoreOrgVersion } from './commands/restore-org-version.ts'
import { checkOrgDraft } from './queries/check-org-draft.ts'
import { exportOrgChart } from './queries/export-org-chart.ts'
import { getMyPlace } from './queries/get-my-place.ts'
import { getOrgChart } from './queries/get-org-chart.ts'
import { getOrgAccessDifference, getOrgDifference } from './queries/get-org-difference.ts'
import { getOrgDraft } from './queries/get-org-draft.ts'
import { listBirthdays, listColleagues, listMyPeople } from './queries/list-colleagues.ts'
import { listDraftPeople, listOrgPeople } from './queries/list-org-people.ts'
import { getOrgVersion, listOrgVersions } from './queries/list-org-versions.ts'
import { searchPlaceable } from './queries/search-placeable.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const orgchartRoutes = [
  getOrgChart,
  listOrgPeople,
  listColleagues,
  listMyPeople,
  getMyPlace,
  listBirthdays,
  getOrgDraft,
  listDraftPeople,
  searchPlaceable,
  editOrgDraft,
  discardOrgDraft,
  checkOrgDraft,
  getOrgDifference,
  getOrgAccessDifference,
  publishOrgChart,
  listOrgVersions,
  getOrgVersion,
  restoreOrgVersion,
  importOrgChart,
  exportOrgChart,
].map(asOperation)
