import type { UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { listPlacesOf } from '../places.sql.ts'

/** Names of the places a person has in the published chart. */
export const placesOf = (db: Db, user: UserId): Promise<string[]> => listPlacesOf(db, user)
