import { asOperation } from '../operations/operation.ts'
import { cancelInstance } from './commands/cancel-instance.ts'
import { completeTask, completeTaskOnPortal } from './commands/complete-task.ts'
import { createProcess } from './commands/create-process.ts'
import { publishProcess } from './commands/publish-process.ts'
import { renameProcess } from './commands/rename-process.ts'
import { retryIncident } from './commands/retry-incident.ts'
import { saveDraft } from './commands/save-draft.ts'
import { setVariables } from './commands/set-variables.ts'
import { startProcess, startProcessOnPortal } from './commands/start-process.ts'
import { checkDraft } from './queries/check-draft.ts'
import { getInstance } from './queries/get-instance.ts'
import { getProcess } from './queries/get-process.ts'
import { getProcessVersion } from './queries/get-process-version.ts'
import { getStartForm, getStartFormOnPortal } from './queries/get-start-form.ts'
import { getTask, getTaskOnPortal } from './queries/get-task.ts'
import { listIncidents } from './queries/list-incidents.ts'
import { listInstances } from './queries/list-instances.ts'
import { listProcesses } from './queries/list-processes.ts'
import { listStartableProcesses } from './queries/list-startable-processes.ts'
import { getRequest, getRequestOnPortal, listMyInstances, listMyInstancesOnPortal } from './queries/requests.ts'

export const processRoutes = [
  listProcesses,
  getProcess,
  getProcessVersion,
  createProcess,
  renameProcess,
  saveDraft,
  checkDraft,
  publishProcess,
  listStartableProcesses,
  getStartForm,
  getStartFormOnPortal,
  startProcess,
  startProcessOnPortal,
  listMyInstances,
  listMyInstancesOnPortal,
  getRequest,
  getRequestOnPortal,
  listInstances,
  getInstance,
  cancelInstance,
  setVariables,
  listIncidents,
  retryIncident,
  getTask,
  getTaskOnPortal,
  completeTask,
  completeTaskOnPortal,
].map(asOperation)
