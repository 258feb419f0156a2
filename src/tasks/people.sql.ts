import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'

export async function findSupervisor(tx: Tx): Promise<UserId> {
  const { rows } = await sql<{ id: UserId }>`select supervisor_id as id from company`.execute(tx)
  return rows[0]!.id
}

export async function mailOf(tx: Tx, id: UserId): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`select email from users where id = ${id}`.execute(tx)
  return rows[0]?.email ?? null
}

/** Somebody who can be given work by hand: active, and an employee, or on a portal. */
export async function findFit(tx: Tx, id: UserId): Promise<{ name: string; fit: boolean } | undefined> {
  const { rows } = await sql<{ name: string; fit: boolean }>`
    select u.full_name as name, u.status = 'active' and (u.kind = 'employee' or exists (select from portals p
      join actor_principals a on a.principal_id = p.group_id where a.user_id = u.id and p.state in ('active', 'inactive'))) as fit
    from users u where u.id = ${id} and u.deleted_at is null`.execute(tx)
  return rows[0]
}

export type Reader = { id: UserId; name: string; email: string | null; language: 'en' | 'ru'; timeZone: string }

export async function findReaders(tx: Tx, ids: UserId[]): Promise<Reader[]> {
  const { rows } = await sql<Reader>`select id, full_name as name, email, language, time_zone as "timeZone"
    from users where id = any (${ids}::uuid[]) order by id`.execute(tx)
  return rows
}
