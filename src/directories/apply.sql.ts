import { sql } from 'kysely'
import type { DirectoryRunId, GroupId, UserId } from '../base/ids.ts'
import type { KnownPerson } from '../people/commands/people-of-directory.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { RunRowShape } from './contract-runs.ts'
import type { Directory } from './directory.sql.ts'

export type Row = Omit<KnownPerson, 'id'> & {
  number: number
  user: UserId | null
  group: GroupId | null
  label: string
  externalId: string | null
  dn: string | null
  position: string | null
  department: string | null
}

/** The next rows of one deed, with the entry each is about. */
export async function nextRows(
  tx: Tx,
  run: DirectoryRunId,
  deed: RunRowShape['deed'],
  { after, limit }: { after: number; limit: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.number, r.user_id as "user", r.group_id as "group", r.label, e.external_id as "externalId", e.dn, e.full_name as "fullName", e.email,
      e.email_canonical as "emailCanonical", e.phone, e.work_phone as "workPhone", e.position_name as position, e.department
    from directory_rows r left join directory_entries e on e.run_id = r.run_id and e.number = r.entry
    where r.run_id = ${run} and r.deed = ${deed} and r.state = 'waiting' and r.number > ${after}
    order by r.number limit ${limit} for update of r`.execute(tx)
  return rows
}

/** Which entry each is, and where it stands now. */
export async function tie(tx: Tx, directory: Directory, rows: (Row & { user: UserId })[]): Promise<void> {
  const tied = rows.map(({ user, externalId, dn, position, department }) => ({
    user,
    externalId,
    dn,
    position,
    department,
  }))
  await sql`insert into directory_people (user_id, directory_id, external_id, dn, position_name, department)
    select "user", ${directory.id}::uuid, "externalId", dn, position, department
    from jsonb_to_recordset(${JSON.stringify(tied)}::jsonb) as t ("user" uuid, "externalId" text, dn text, position text, department text)
    on conflict (user_id) do update set dn = excluded.dn, position_name = excluded.position_name, department = excluded.department, seen_at = now()`.execute(
    tx,
  )
}

export async function markLockedHere(tx: Tx, users: UserId[]): Promise<void> {
  await sql`update directory_people set locked_at = now() where user_id = any (${users}::uuid[])`.execute(tx)
}

export async function noteMembers(
  tx: Tx,
  directory: Directory,
  joined: { group: GroupId; user: UserId }[],
): Promise<void> {
  await sql`insert into directory_members (group_id, member_id, directory_id)
    select "group", "user", ${directory.id}::uuid from jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) as m ("group" uuid, "user" uuid)`.execute(
    tx,
  )
}

/** Where everybody stands who was seen, changed or not. */
export async function noteSeen(tx: Tx, run: DirectoryRunId, directory: Directory): Promise<void> {
  await sql`update directory_people p set dn = e.dn, seen_at = now() from directory_entries e
    where e.run_id = ${run} and p.directory_id = ${directory.id} and p.external_id = e.external_id`.execute(tx)
}

export type Result = { number: number; user: UserId | null; code?: string; message?: string }

/** What became of rows, once, with the sums of the run. */
export async function markRows(db: Db, run: DirectoryRunId, results: Result[]): Promise<void> {
  await sql`with marked as (
      update directory_rows r set state = case when m.code is null then 'done' else 'refused' end, code = m.code, message = m.message,
        user_id = coalesce(r.user_id, m."user")
      from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as m (number integer, "user" uuid, code text, message text)
      where r.run_id = ${run} and r.number = m.number and r.state = 'waiting' returning r.state
    )
    update directory_runs set done = done + (select count(*) from marked where state = 'done'),
      refused = refused + (select count(*) from marked where state = 'refused') where id = ${run}`.execute(db)
}
