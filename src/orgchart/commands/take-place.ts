import type { OrgElementId, UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import { fillPosition, joinElement, lockPlace } from '../places.sql.ts'

/**
 * Puts a new person into a place of the published chart, as part of inviting: she becomes the holder of a vacant
 * position, or one of the people of a department or employee group. Nobody is put out of a position by this (G76).
 *
 * @throws Refusal `org_element.not_found`, `org_element.occupied` with the holder's name
 */
export async function takePlace(tx: Tx, id: OrgElementId, user: UserId): Promise<void> {
  const place = await lockPlace(tx, id)
  if (!place) {
    throw new Refusal(
      'unprocessable',
      'org_element.not_found',
      'Expected a place of the org chart, but there is none any more. Choose it again from the list.',
    )
  }
  if (place.kind !== 'position') await joinElement(tx, id, user)
  else if (place.holder === null) await fillPosition(tx, id, user)
  else {
    throw new Refusal(
      'conflict',
      'org_element.occupied',
      `Expected a vacant position, but “${place.name}” is held by ${place.holder}. Make it vacant first, or choose another one.`,
      { holder: place.holder, place: place.name },
    )
  }
  await changed(tx, { topics: ['orgchart'], employees: true })
}
