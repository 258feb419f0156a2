import type { Db } from '../../sql/database.ts'
import { freeIdleSeats as freeThem } from '../seat.sql.ts'

/** Once a minute: concurrent seats of people who have not worked for a while; their sessions end with them. */
export const freeIdleSeats = (db: Db): Promise<number> => freeThem(db)
