import { sql } from 'kysely'
import type { GroupId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { SecurityRules } from './security-contract.ts'

export type Security = Omit<SecurityRules, 'pauseReaders'>

const columns: Sql = sql`password_length as "passwordLength", password_mixed as "passwordMixed", password_blocked as "passwordBlocked",
  password_days as "passwordDays", password_reminder_days as "passwordReminderDays", password_overdue_locks as "passwordOverdueLocks",
  tries, tries_reset_minutes as "triesResetMinutes", pause_minutes as "pauseMinutes", recovery,
  factor_employees as "factorEmployees", factor_external as "factorExternal", factor_kinds as "factorKinds",
  idle_minutes_employee as "idleMinutesEmployee", idle_minutes_portal as "idleMinutesPortal",
  sessions_employee as "sessionsEmployee", sessions_portal as "sessionsPortal"`

export async function readSecurity(db: Db): Promise<Security> {
  const { rows } = await sql<Security>`select ${columns} from security_settings`.execute(db)
  return rows[0]!
}

export type SecuritySettings = Security & {
  readers: { id: GroupId; name: string }[]
  version: number
  changedAt: Date
  changedBy: string | null
}

export async function readSecuritySettings(db: Db): Promise<SecuritySettings> {
  const { rows } = await sql<SecuritySettings>`
    select ${columns}, version, changed_at as "changedAt", (select full_name from users where id = changed_by) as "changedBy",
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name)
        from pause_readers r join groups g on g.id = r.group_id), '[]') as readers
    from security_settings`.execute(db)
  return rows[0]!
}

/** @returns the new version; undefined when somebody was faster */
export async function saveSecurity(
  tx: Tx,
  seen: number,
  rules: SecurityRules,
  by: UserId | null,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update security_settings set password_length = ${rules.passwordLength}, password_mixed = ${rules.passwordMixed},
      password_blocked = ${rules.passwordBlocked}::text[], password_days = ${rules.passwordDays}::integer,
      password_reminder_days = ${rules.passwordReminderDays}::integer, password_overdue_locks = ${rules.passwordOverdueLocks},
      tries = ${rules.tries}, tries_reset_minutes = ${rules.triesResetMinutes}, pause_minutes = ${rules.pauseMinutes},
      recovery = ${rules.recovery}, factor_employees = ${rules.factorEmployees}, factor_external = ${rules.factorExternal},
      factor_kinds = ${rules.factorKinds}::text[], idle_minutes_employee = ${rules.idleMinutesEmployee},
      idle_minutes_portal = ${rules.idleMinutesPortal}, sessions_employee = ${rules.sessionsEmployee}::integer,
      sessions_portal = ${rules.sessionsPortal}::integer, version = version + 1, changed_at = now(), changed_by = ${by}
    where version = ${seen} returning version`.execute(tx)
  if (!rows[0]) return undefined
  await sql`delete from pause_readers`.execute(tx)
  await sql`insert into pause_readers select unnest(${rules.pauseReaders}::uuid[]) on conflict do nothing`.execute(tx)
  return rows[0].version
}

/** Groups that cannot be told: unknown, deleted, or of people from outside. */
export async function unusableReaders(db: Db, groups: GroupId[]): Promise<number> {
  const { rows } = await sql<{ usable: number }>`
    select count(*)::int as usable from groups where id = any (${groups}::uuid[]) and audience = 'employees' and deleted_at is null`.execute(
    db,
  )
  return new Set(groups).size - rows[0]!.usable
}

/** How long a session of a side lives without a request, as an interval; read in the statement that asks. */
export const idleTime = (side: Sql | 'employee' | 'portal'): Sql =>
  typeof side === 'string'
    ? sql`(select make_interval(mins => ${sql.ref(`idle_minutes_${side}`)}) from security_settings)`
    : sql`(select make_interval(mins => case ${side} when 'employee' then idle_minutes_employee else idle_minutes_portal end) from security_settings)`
