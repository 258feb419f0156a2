import type { Tx } from '../../sql/database.ts'
import { joinMany, leaveMany, type Membership } from '../many-members.sql.ts'

export type { Membership } from '../many-members.sql.ts'

/** Into company groups only. @returns those who were not in before */
export const joinGroups = (tx: Tx, memberships: Membership[]): Promise<Membership[]> => joinMany(tx, memberships)

export const leaveGroups = (tx: Tx, memberships: Membership[]): Promise<void> => leaveMany(tx, memberships)
