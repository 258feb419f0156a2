import type { UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { type IdentityRow, listIdentities } from '../identity.sql.ts'

export type { IdentityRow } from '../identity.sql.ts'

/** Who somebody with an account is, at which providers. */
export const identitiesOf = (db: Db, user: UserId): Promise<IdentityRow[]> => listIdentities(db, user)
