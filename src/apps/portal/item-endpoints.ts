import { downloadFileOnPortalApi, uploadFileOnPortalApi } from '../../files/contract.ts'
import { getAppOnPortalApi } from '../contract.ts'
import {
  countItemsOnPortalApi,
  createItemOnPortalApi,
  getItemOnPortalApi,
  itemHistoryOnPortalApi,
  listItemsOnPortalApi,
  updateItemOnPortalApi,
} from '../contract-items.ts'

/**
 * What the parts in this folder call. They serve both sides; employees give their own endpoints
 * (`web/item-endpoints.ts`), which have the same shapes.
 */
export const portalItems = {
  list: listItemsOnPortalApi,
  count: countItemsOnPortalApi,
  get: getItemOnPortalApi,
  create: createItemOnPortalApi,
  update: updateItemOnPortalApi,
  history: itemHistoryOnPortalApi,
  upload: uploadFileOnPortalApi,
  download: downloadFileOnPortalApi,
}
export type ItemEndpoints = typeof portalItems

export const portalApp = getAppOnPortalApi
