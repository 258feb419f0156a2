import { sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import { visible as visibleBy } from '../../access/decide.ts'
import type { Db, Sql } from '../../sql/database.ts'
import type { UserFilter } from '../contract.ts'
import { employeesLike } from '../user-list.sql.ts'

/** What the list shows this person by this filter, as a condition on the row called `target`: for deeds on the whole of it. */
export async function usersLike(db: Db, actor: Actor, filter: UserFilter): Promise<Sql<boolean>> {
  const visible = await visibleBy(db, actor, 'user.view')
  return sql`(${employeesLike(filter, await visibleBy(db, actor, 'user.manage'))} and ${visible})`
}
