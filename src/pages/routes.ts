import { asOperation } from '../operations/operation.ts'
import { copyPage } from './commands/copy-page.ts'
import { createPage } from './commands/create-page.ts'
import { deletePage } from './commands/delete-page.ts'
import { renamePage } from './commands/rename-page.ts'
import { reorderPages } from './commands/reorder-pages.ts'
import { restorePageVersion } from './commands/restore-page-version.ts'
import { savePageDraft } from './commands/save-page-draft.ts'
import { getPage } from './queries/get-page.ts'
import { listPageVersions } from './queries/list-page-versions.ts'

/** What is reachable over HTTP; `publishDraft` is run by `publishPage` of portals only. */
export const pageRoutes = [
  getPage,
  createPage,
  renamePage,
  copyPage,
  deletePage,
  reorderPages,
  savePageDraft,
  listPageVersions,
  restorePageVersion,
].map(asOperation)
