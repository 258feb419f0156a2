import type { PortalId, ProviderId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { listOffered } from '../provider.sql.ts'

/** By whom one can sign in at a door; null: that of employees. */
export const offeredProviders = (db: Db, portal: PortalId | null): Promise<{ id: ProviderId; name: string }[]> =>
  listOffered(db, portal)
