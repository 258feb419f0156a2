import { portalItems } from '../../apps/portal/item-endpoints.ts'
import { forPortal } from '../../base/endpoint.ts'
import { claimTaskApi, completeTaskApi, getTaskApi, listMyTasksApi, releaseTaskApi } from '../contract.ts'

/** What the parts of this folder call. They serve both sides; employees give endpoints of the same shapes. */
export const portalTasks = {
  list: forPortal(listMyTasksApi),
  get: forPortal(getTaskApi),
  claim: forPortal(claimTaskApi),
  release: forPortal(releaseTaskApi),
  complete: forPortal(completeTaskApi),
  upload: portalItems.upload,
  download: portalItems.download,
}
export type TaskEndpoints = typeof portalTasks
