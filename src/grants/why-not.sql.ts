import { sql } from 'kysely'
import { audienceOf } from '../access/audience.ts'
import type { UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { Question } from './question.ts'

type Person = { id: UserId; name: string; kind: 'employee' | 'external'; status: string; isDeleted: boolean }

export async function findPerson(db: Db, id: UserId): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select id, full_name as name, kind, status, deleted_at is not null as "isDeleted" from users where id = ${id}`.execute(
    db,
  )
  return rows[0]
}

const rightOf = (permission: string): string | undefined =>
  /^(item|folder)\.(view|edit|delete|assign|manage_processes)$/.exec(permission)?.[2]

/**
 * The smallest changes that would let somebody: a state of the account, a group that may already, a row. Groups are those
 * whose members may now because of a row that is not narrowed; of the person's own side, because of the external wall.
 */
export async function whatWouldAllow(db: Db, person: Person, { permission, resource }: Question): Promise<string[]> {
  if (person.isDeleted) return [`“${person.name}” is deleted. An administrator can restore the account.`]
  if (person.status !== 'active') {
    return [
      `The account is ${person.status.replace('_', ' ')}. Only an active one may anything; an administrator can see to that.`,
    ]
  }
  const { rows } = await sql<{ name: string }>`
    select distinct gr.name from (${audienceOf(permission, resource as never)}) may join grants g on g.id::text = may.fact
      join groups gr on gr.id = g.principal_id
    where g.narrowed_to = 'all' and may.because in ('grant', 'folder') and gr.membership = 'by_hand' and gr.deleted_at is null
      and gr.audience = ${person.kind === 'employee' ? 'employees' : 'external'} order by gr.name limit 3`.execute(db)
  const right = rightOf(permission)
  return [
    ...rows.map(({ name }) => `Add them to “${name}”, which may. An administrator can.`),
    ...(right && !(person.kind === 'external' && ['assign', 'manage_processes'].includes(right))
      ? [
          `Give them “${right}” on the ${resource.kind}, if its app is in that mode, or on the app. An administrator can, or whoever holds “assign” there.`,
        ]
      : []),
  ]
}
