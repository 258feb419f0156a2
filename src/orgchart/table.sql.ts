import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'

/** Employees by the canonical form of their address, of those asked for. */
export async function findByEmail(db: Db, emails: readonly string[]): Promise<Map<string, UserId>> {
  const { rows } = await sql<{ id: UserId; email: string }>`
    select id, email_canonical as email from users
    where email_canonical = any (${emails}::text[]) and kind = 'employee' and deleted_at is null`.execute(db)
  return new Map(rows.map(({ id, email }) => [email, id]))
}

export async function readDraftMembers(db: Db): Promise<Map<OrgElementId, Set<UserId>>> {
  const { rows } = await sql<{ id: OrgElementId; users: UserId[] }>`
    select element_id as id, array_agg(user_id) as users from org_draft_people group by element_id`.execute(db)
  return new Map(rows.map(({ id, users }) => [id, new Set(users)]))
}

type People = { id: OrgElementId; lead: string | null; members: string | null }

/** Addresses of leads and people, for writing the table. */
export async function readAddresses(db: Db, of: 'published' | 'draft'): Promise<Map<OrgElementId, People>> {
  const [elements, people] =
    of === 'draft'
      ? [sql`select id, lead_id from org_draft_chart`, sql.table('org_draft_people')]
      : [sql`select id, lead_id from org_elements where deleted_at is null`, sql.table('org_members')]
  const { rows } = await sql<People>`
    with named as (select m.element_id, string_agg(u.email, '; ' order by u.email) as members
      from ${people} m join users u on u.id = m.user_id where u.email is not null group by m.element_id)
    select e.id, lead.email as lead, named.members from (${elements}) e
      left join users lead on lead.id = e.lead_id left join named on named.element_id = e.id`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
