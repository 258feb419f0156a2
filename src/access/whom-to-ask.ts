import { sql } from 'kysely'
import type { Db } from '../sql/database.ts'
import type { Actor } from './actor.ts'
import { audienceOf } from './audience.ts'
import type { Resource } from './permissions.ts'

const most = 5

/**
 * Names of employees who could give somebody the right they lack, where the app lets its people know (checklist 116).
 * Administrators can always, and are left out. Asked after a refusal only; people from outside are told nobody's name.
 */
export async function whomToAsk(db: Db, actor: Actor, resource: Resource): Promise<string[]> {
  if (resource.kind !== 'item' || actor.kind !== 'user' || actor.userKind !== 'employee') return []
  const { rows } = await sql<{ name: string }>`
    select u.full_name as name from users u
    where (select names_whom_to_ask from apps where id = ${resource.app}) and u.kind = 'employee' and u.id <> ${actor.id}
      and u.id in (select id from (${audienceOf('item.assign', resource)}) may where because <> 'administrator')
    order by u.full_name limit ${most}`.execute(db)
  return rows.map(({ name }) => name)
}
