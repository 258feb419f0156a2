import { downloadFileApi, uploadFileApi } from '../../files/contract.ts'
import { claimTaskApi, completeTaskApi, getTaskApi, listMyTasksApi, releaseTaskApi } from '../contract.ts'
import type { TaskEndpoints } from '../portal/task-endpoints.ts'

export const employeeTasks: TaskEndpoints = {
  list: listMyTasksApi,
  get: getTaskApi,
  claim: claimTaskApi,
  release: releaseTaskApi,
  complete: completeTaskApi,
  upload: uploadFileApi,
  download: downloadFileApi,
}
