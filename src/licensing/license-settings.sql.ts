import { sql } from 'kysely'
import type { Db, Tx } from '../sql/database.ts'
import type { LicenseSettings } from './contract.ts'

export type License = {
  installation: string
  /** The clock that packs are judged by. */
  now: Date
  /** How far the clock of the database is behind the latest deed. */
  minutesBehind: number
  plan: { name: string; usedBytes: number; bytes: number | null; bought: boolean }
  settings: LicenseSettings
}

const columns = sql`idle_minutes as "idleMinutes", at_limit as "atLimit", grace_days as "graceDays", sales_link as "salesLink",
  storage_gigabytes as "storageGigabytes", shares, version`

/** What a license key can be bound to, and the rules of licensing. */
export async function readLicense(db: Db): Promise<License> {
  const { rows } = await sql<License>`
    select s.installation_id as installation, license_now() as now,
      greatest(0, extract(epoch from license_now() - now()) / 60)::integer as "minutesBehind",
      json_build_object('name', p.plan, 'usedBytes', p.used, 'bytes', p.bytes,
        'bought', exists (select from license_packs where storage_gigabytes is not null)) as plan,
      (select row_to_json(r) from (select ${columns} from license_settings) r) as settings
    from license_settings s cross join storage_plan p`.execute(db)
  return rows[0]!
}

/** @returns the settings as they were; undefined when somebody else has saved them meanwhile */
export async function lockSettings(tx: Tx): Promise<LicenseSettings> {
  const { rows } = await sql<LicenseSettings>`select ${columns} from license_settings for update`.execute(tx)
  return rows[0]!
}

export async function saveSettings(tx: Tx, settings: LicenseSettings): Promise<void> {
  await sql`update license_settings set idle_minutes = ${settings.idleMinutes}, at_limit = ${settings.atLimit},
    grace_days = ${settings.graceDays}, sales_link = ${settings.salesLink}, storage_gigabytes = ${settings.storageGigabytes},
    shares = ${settings.shares}, version = version + 1`.execute(tx)
}

/** How many employees would share seats, and how many of them are signed in now. */
export async function countSharers(db: Db): Promise<{ people: number; atWork: number }> {
  const { rows } = await sql<{ people: number; atWork: number }>`
    select count(*) as people, count(*) filter (where exists (select from sessions s
      where s.user_id = u.id and s.side = 'employee' and s.ended_at is null and s.expires_at > now())) as "atWork"
    from users u where kind = 'employee' and status in ('invited', 'active') and deleted_at is null
      and not exists (select from group_members where group_id = (select id from groups where scope = 'system' and code = 'privileged_users') and member_id = u.id)
      and not exists (select from company where supervisor_id = u.id)`.execute(db)
  return rows[0]!
}

/**
 * After `shares` has changed: named seats of those who share from now on are free, and who of them is signed in takes a
 * concurrent one; or everybody takes a named one.
 *
 * @returns the pools of which too few seats are there
 */
export async function settleAllSeats(
  tx: Tx,
): Promise<{ kind: 'named' | 'concurrent'; needed: number; limit: number }[]> {
  await sql`select from seat_pools where kind in ('named', 'concurrent') order by kind for update`.execute(tx)
  await sql`update seats set freed_at = now(), free_reason = 'shared'
    where kind = 'named' and freed_at is null and not has_own_seat(user_id)`.execute(tx)
  await sql`update seats set freed_at = now(), free_reason = 'privileged'
    where kind = 'concurrent' and freed_at is null and has_own_seat(user_id)`.execute(tx)
  await sql`insert into seats (id, kind, user_id)
    select uuid7(), needed.kind, u.id from users u cross join lateral (select case when has_own_seat(u.id) then 'named' else 'concurrent' end as kind) needed
    where u.kind = 'employee' and u.status in ('invited', 'active') and u.deleted_at is null
      and not exists (select from seats s where s.user_id = u.id and s.kind = needed.kind and s.freed_at is null)
      and (needed.kind = 'named' or exists (select from sessions s
        where s.user_id = u.id and s.side = 'employee' and s.ended_at is null and s.expires_at > now()))`.execute(tx)
  const { rows } = await sql<{ kind: 'named' | 'concurrent'; needed: number; limit: number }>`
    select kind, occupied as needed, seat_limit as "limit" from seat_totals
    where kind in ('named', 'concurrent') and occupied > seat_limit order by kind`.execute(tx)
  return rows
}
