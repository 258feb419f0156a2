import type { UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { findSuperior } from '../org-element.sql.ts'

/** The head or holder above, who can sign in; null for external users and for whoever stands at the top. */
export const superiorOf = (db: Db, user: UserId): Promise<UserId | null> => findSuperior(db, user)
