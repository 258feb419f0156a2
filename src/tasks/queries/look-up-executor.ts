import type { AppId, WorkspaceId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import type { ExecutorRule } from '../executor.ts'
import { findNamedExecutor } from '../executor.sql.ts'

export type KnownExecutor = { name: string; people: number; external: boolean; deleted: boolean }

/** What a rule that names a user, group, position or department means in this company today; null: nothing of this name. */
export const lookUpExecutor = (
  db: Db,
  rule: Pick<ExecutorRule, 'kind' | 'ref'>,
  around: { workspace: WorkspaceId; app: AppId | null },
): Promise<KnownExecutor | null> => findNamedExecutor(db, rule, around)
