import { asOperation } from '../operations/operation.ts'
import { claimTask, claimTaskOnPortal } from './commands/claim-task.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { releaseTask, releaseTaskOnPortal } from './commands/release-task.ts'
import { reresolveTask } from './commands/reresolve-task.ts'
import { countMyTasks, countMyTasksOnPortal } from './queries/count-my-tasks.ts'
import { listMyTasks, listMyTasksOnPortal } from './queries/list-my-tasks.ts'
import { listTasksOfUser } from './queries/list-tasks-of-user.ts'
import { listTasksWithoutPerson } from './queries/list-tasks-without-person.ts'

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
].map(asOperation)
