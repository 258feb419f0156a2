import type { AppId, FolderId, ItemId } from '../base/ids.ts'

/** Where a row of rights stands. */
export type Place =
  | { kind: 'app'; id: AppId }
  | { kind: 'folder'; id: FolderId }
  | { kind: 'item'; id: ItemId; app: AppId }
