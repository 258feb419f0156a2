import { downloadFileApi, uploadFileApi } from '../../files/contract.ts'
import {
  countItemsApi,
  createItemApi,
  getItemApi,
  itemHistoryApi,
  listItemsApi,
  updateItemApi,
} from '../contract-items.ts'
import type { ItemEndpoints } from '../portal/item-endpoints.ts'

/** The employees' side of what the parts in `portal/` call. */
export const employeeItems: ItemEndpoints = {
  list: listItemsApi,
  count: countItemsApi,
  get: getItemApi,
  create: createItemApi,
  update: updateItemApi,
  history: itemHistoryApi,
  upload: uploadFileApi,
  download: downloadFileApi,
}
