import type { UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { holdsSeat as readHoldsSeat } from '../seat.sql.ts'

/** Whether an employee holds a named seat: the supervisor has to. */
export const holdsNamedSeat = (db: Db, user: UserId): Promise<boolean> => readHoldsSeat(db, 'named', user)
