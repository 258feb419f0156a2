import { sql } from 'kysely'
import type { DirectoryId, DirectoryRunId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { ReadEntry } from './entry.ts'

export async function insertEntries(
  db: Db,
  run: DirectoryRunId,
  entries: (ReadEntry & { number: number })[],
): Promise<void> {
  await sql`insert into directory_entries (run_id, number, external_id, dn, dn_key, login, email, email_canonical, full_name,
      phone, work_phone, position_name, department, is_locked, issue, message)
    select ${run}, number, id, dn, "dnKey", login, email, "emailCanonical", "fullName", phone, "workPhone", position, department,
      "isLocked", issue, message
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e (number integer, id text, dn text, "dnKey" text, login text,
      email text, "emailCanonical" text, "fullName" text, phone text, "workPhone" text, position text, department text,
      "isLocked" boolean, issue text, message text)`.execute(db)
}

export async function insertGroupEntries(
  db: Db,
  run: DirectoryRunId,
  members: { group: string; member: string }[],
): Promise<void> {
  await sql`insert into directory_group_entries (run_id, dn_key, member_key)
    select ${run}, "group", member from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m ("group" text, member text)`.execute(
    db,
  )
}

/** People of this directory that the listing did not name: each is asked for once more before she counts as gone. */
export async function listMissing(
  db: Db,
  run: DirectoryRunId,
  directory: DirectoryId,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.external_id as id from directory_people p
    where p.directory_id = ${directory} and p.external_id > ${after}
      and not exists (select from directory_entries e where e.run_id = ${run} and e.external_id = p.external_id)
    order by p.external_id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
