import type { OrgElementId, UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { listHolders } from '../org-element.sql.ts'

/** The people of an org element who can sign in: head or holder, and its members. Empty when it stands vacant. */
export const holdersOf = (db: Db, element: OrgElementId): Promise<UserId[]> => listHolders(db, element)
