import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import { clearPlaces } from '../places.sql.ts'

/** Part of deleting a person, in its transaction: what she led is vacant, what she belonged to goes on without her (G72). */
export async function vacatePlaces(tx: Tx, user: UserId): Promise<string[]> {
  const places = await clearPlaces(tx, user)
  if (places.length > 0) await changed(tx, { topics: ['orgchart'], employees: true })
  return places
}
