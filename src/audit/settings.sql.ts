import { sql } from 'kysely'
import type { GroupId, Id } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { AuditSettingsShape } from './contract.ts'

export async function findAuditSettings(db: Db): Promise<AuditSettingsShape> {
  const { rows } = await sql<Omit<AuditSettingsShape, 'archives'>>`
    select c.audit_keep_months as "keepMonths", c.audit_downloads as downloads, c.audit_settings_version as version,
      (select jsonb_build_object('id', g.id, 'name', g.name) from groups g where g.id = c.auditors_id) as auditors,
      (select coalesce(max(number), 0) from audit_seals) as seals, ${unsealedSince} as "unsealedSince",
      (select jsonb_build_object('at', at, 'events', events, 'finding', finding ->> 'sentence') from audit_checks
        order by at desc limit 1) as check
    from company c`.execute(db)
  const { rows: archives } = await sql<AuditSettingsShape['archives'][number]>`
    select id, first_at as "firstAt", last_at as "lastAt", events, size, made_at as "madeAt" from audit_archives
    order by first_seal desc limit 200`.execute(db)
  const { check, ...rest } = rows[0]!
  return { ...rest, check: check && { ...check, at: new Date(check.at) }, archives }
}

/** When the oldest row that no seal covers was written. */
const unsealedSince = sql`(with last as (select last_turn, last_id from audit_seals order by number desc limit 1)
  select min(at) from audit_events where turn >= coalesce((select last_turn from last), 0)
    and (turn, id) > (coalesce((select last_turn from last), 0), coalesce((select last_id from last), '00000000-0000-0000-0000-000000000000')))`

export type Kept = { keepMonths: number | null; auditors: GroupId | null; downloads: boolean; version: number }

export async function lockAuditSettings(tx: Tx): Promise<Kept> {
  const { rows } =
    await sql<Kept>`select audit_keep_months as "keepMonths", auditors_id as auditors, audit_downloads as downloads,
    audit_settings_version as version from company for no key update`.execute(tx)
  return rows[0]!
}

export const saveAuditSettings = (tx: Tx, { keepMonths, auditors, downloads, version }: Kept) =>
  sql`update company set audit_keep_months = ${keepMonths}, auditors_id = ${auditors}, audit_downloads = ${downloads}, audit_settings_version = ${version}`.execute(
    tx,
  )

/** A group that can be named: of employees, and there. */
export async function findAuditors(tx: Tx, id: GroupId): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`select name from groups
    where id = ${id} and audience = 'employees' and deleted_at is null for key share`.execute(tx)
  return rows[0]
}

export async function findArchive(db: Db, id: Id<'audit_archive'>) {
  const { rows } = await sql<{ key: string; firstAt: Date }>`select storage_key as key, first_at as "firstAt"
    from audit_archives where id = ${id}`.execute(db)
  return rows[0]
}
