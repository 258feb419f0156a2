import { asOperation } from '../operations/operation.ts'
import { claimTask, claimTaskOnPortal } from './commands/claim-task.ts'
import { deleteSubstitution } from './commands/delete-substitution.ts'
import { endSubstitution } from './commands/end-substitution.ts'
import { planSubstitution } from './commands/plan-substitution.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { releaseTask, releaseTaskOnPortal } from './commands/release-task.ts'
import { reresolveTask } from './commands/reresolve-task.ts'
import { setAbsenceNotice } from './commands/set-absence-notice.ts'
import { updateSubstitution } from './commands/update-substitution.ts'
import { countMyTasks, countMyTasksOnPortal } from './queries/count-my-tasks.ts'
import { getAbsenceNotice } from './queries/get-absence-notice.ts'
import { getSubstitution } from './queries/get-substitution.ts'
import { listAbsences } from './queries/list-absences.ts'
import { listMyTasks, listMyTasksOnPortal } from './queries/list-my-tasks.ts'
import { listRulePlaces } from './queries/list-rule-places.ts'
import { listSubstitutions } from './queries/list-substitutions.ts'
import { listTasksOfUser } from './queries/list-tasks-of-user.ts'
import { listTasksWithoutPerson } from './queries/list-tasks-without-person.ts'
import { previewSubstitution } from './queries/preview-substitution.ts'

/** Completing a task moves its process, so that operation stands with processes. */
export const taskRoutes = [
  listMyTasks,
  listMyTasksOnPortal,
  countMyTasks,
  countMyTasksOnPortal,
  claimTask,
  claimTaskOnPortal,
  releaseTask,
  releaseTaskOnPortal,
  reassignTask,
  reresolveTask,
  listTasksOfUser,
  listTasksWithoutPerson,
  listSubstitutions,
  getSubstitution,
  planSubstitution,
  updateSubstitution,
  endSubstitution,
  deleteSubstitution,
  previewSubstitution,
  listRulePlaces,
  listAbsences,
  getAbsenceNotice,
  setAbsenceNotice,
].map(asOperation)
