import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'

type Found = { id: UserId }
const ids = (rows: Found[]): UserId[] => rows.map(({ id }) => id)

export async function lockMany(tx: Tx, users: UserId[]): Promise<UserId[]> {
  const { rows } = await sql<Found>`
    update users set status = 'locked', locked_at = now(), locked_by = null, sign_in_paused_until = null, version = version + 1
    where id = any (${users}::uuid[]) and kind = 'employee' and status = 'active' and deleted_at is null
      and id not in (select supervisor_id from company) returning id`.execute(tx)
  return ids(rows)
}

export async function cancelMany(tx: Tx, users: UserId[]): Promise<UserId[]> {
  const { rows } = await sql<Found>`
    with cancelled as (
      update users set status = 'cancelled', version = version + 1
      where id = any (${users}::uuid[]) and kind = 'employee' and status = 'invited' and deleted_at is null returning id
    ), withdrawn as (
      update invitations set withdrawn_at = now(), withdraw_reason = 'withdrawn'
      where user_id in (select id from cancelled) and accepted_at is null and withdrawn_at is null
    ) select id from cancelled`.execute(tx)
  return ids(rows)
}

export async function unlockMany(tx: Tx, users: UserId[]): Promise<UserId[]> {
  const { rows } = await sql<Found>`
    update users set status = 'active', locked_at = null, locked_by = null, version = version + 1
    where id = any (${users}::uuid[]) and status = 'locked' and deleted_at is null returning id`.execute(tx)
  return ids(rows)
}

export async function activateMany(tx: Tx, users: UserId[]): Promise<void> {
  await sql`
    with taken as (
      update users set source = 'directory', registered_at = coalesce(registered_at, now()), version = version + 1,
        status = case status when 'invited' then 'active' else status end
      where id = any (${users}::uuid[]) and deleted_at is null returning id
    )
    update invitations set withdrawn_at = now(), withdraw_reason = 'withdrawn'
    where user_id in (select id from taken) and accepted_at is null and withdrawn_at is null`.execute(tx)
}

/** Open pages of each are told at commit. */
export async function endSessionsOfMany(tx: Tx, users: UserId[]): Promise<void> {
  await sql`update sessions set ended_at = now(), end_reason = 'locked'
    where user_id = any (${users}::uuid[]) and ended_at is null`.execute(tx)
  await sql`select notify_changed(jsonb_build_object('signedOut', id, 'reason', 'locked')) from unnest(${users}::uuid[]) id`.execute(
    tx,
  )
}
