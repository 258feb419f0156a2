import { asOperation } from '../operations/operation.ts'
import { createDirectory } from './commands/create-directory.ts'
import { deleteDirectory } from './commands/delete-directory.ts'
import { applyDirectoryRun, cancelDirectoryRun } from './commands/end-run.ts'
import { setDirectoryGroups } from './commands/set-directory-groups.ts'
import { startDirectoryRun } from './commands/start-run.ts'
import { switchDirectory } from './commands/switch-directory.ts'
import { testDirectory } from './commands/test-directory.ts'
import { updateDirectory } from './commands/update-directory.ts'
import { getDirectoryRun, listDirectoryRunRows, listDirectoryRuns } from './queries/directory-runs.ts'
import { findDirectoryGroups } from './queries/find-directory-groups.ts'
import { getDirectoryPerson } from './queries/get-directory-person.ts'
import { getDirectory } from './queries/get-directory.ts'
import { listDirectories } from './queries/list-directories.ts'

export const directoryRoutes = [
  listDirectories,
  testDirectory,
  createDirectory,
  getDirectory,
  updateDirectory,
  switchDirectory,
  deleteDirectory,
  getDirectoryPerson,
  findDirectoryGroups,
  setDirectoryGroups,
  startDirectoryRun,
  listDirectoryRuns,
  getDirectoryRun,
  listDirectoryRunRows,
  applyDirectoryRun,
  cancelDirectoryRun,
].map(asOperation)
