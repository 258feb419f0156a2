import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'

export type Status = 'invited' | 'not_registered' | 'active' | 'locked' | 'rejected' | 'cancelled'

export type Account = {
  id: UserId
  kind: 'employee' | 'external'
  status: Status
  fullName: string
  email: string | null
  language: 'en' | 'ru'
  passwordHash: string | null
  isSupervisor: boolean
}

const columns = sql`u.id, u.kind, u.status, u.full_name as "fullName", u.email, u.language, u.password_hash as "passwordHash",
  exists (select from company where supervisor_id = u.id) as "isSupervisor"`

export async function findAccountByEmail(db: Db, email: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${columns} from users u where u.email_canonical = ${canonicalEmail(email)} and u.deleted_at is null`.execute(
    db,
  )
  return rows[0]
}

export async function findAccount(db: Db, id: UserId): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${columns} from users u where u.id = ${id} and u.deleted_at is null`.execute(db)
  return rows[0]
}

/** Whoever changes an account waits here for those before; sign-in waits for a lock, and a lock for a sign-in. */
export async function lockAccount(tx: Tx, id: UserId): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${columns} from users u where u.id = ${id} and u.deleted_at is null for update of u`.execute(tx)
  return rows[0]
}

/** First sign-in: from here on the person is in her computed system group. */
export async function markRegistered(
  tx: Tx,
  id: UserId,
  { fullName, passwordHash, email }: { fullName: string; passwordHash: string; email: string | null },
): Promise<void> {
  const address =
    email === null
      ? sql``
      : sql`, email = coalesce(email, ${email}), email_canonical = coalesce(email_canonical, ${canonicalEmail(email)})`
  await sql`update users set status = 'active', registered_at = now(), full_name = ${fullName}, password_hash = ${passwordHash}, password_set_at = now()${address},
    version = version + 1 where id = ${id}`.execute(tx)
}

/** Who was invited comes in by a provider: her invitations open nothing any more, and there is no password. */
export async function markRegisteredAtProvider(tx: Tx, id: UserId): Promise<void> {
  await sql`update users set status = 'active', registered_at = now(), source = 'provider', version = version + 1
    where id = ${id}`.execute(tx)
  await sql`update invitations set withdrawn_at = now(), withdraw_reason = 'withdrawn'
    where user_id = ${id} and accepted_at is null and withdrawn_at is null`.execute(tx)
}

/** @returns false where a directory keeps the name */
export async function takeToldName(tx: Tx, id: UserId, fullName: string): Promise<boolean> {
  const { rows } = await sql`update users set full_name = ${fullName}, version = version + 1
    where id = ${id} and not coalesce('fullName' = any (directory_fields), false) returning id`.execute(tx)
  return rows.length > 0
}

export async function markLocked(tx: Tx, id: UserId, by: UserId | null): Promise<void> {
  await sql`update users set status = 'locked', locked_at = now(), locked_by = ${by}, sign_in_paused_until = null,
    version = version + 1 where id = ${id}`.execute(tx)
}

export async function markUnlocked(tx: Tx, id: UserId): Promise<void> {
  await sql`update users set status = 'active', locked_at = null, locked_by = null, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

/** Frees the address for others at once: the unique index counts only those who are not deleted. */
export async function markDeleted(tx: Tx, id: UserId, by: UserId | null): Promise<void> {
  await sql`update users set deleted_at = now(), deleted_by = ${by}, sign_in_paused_until = null, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function markRestored(tx: Tx, id: UserId): Promise<void> {
  await sql`update users set deleted_at = null, deleted_by = null, version = version + 1 where id = ${id}`.execute(tx)
}

/** The other half of `lockAccount`: those who are deleted. */
export async function lockDeletedAccount(tx: Tx, id: UserId): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${columns} from users u where u.id = ${id} and u.deleted_at is not null for update of u`.execute(tx)
  return rows[0]
}

export async function setStatus(tx: Tx, id: UserId, status: 'invited' | 'rejected' | 'cancelled'): Promise<void> {
  await sql`update users set status = ${status}, version = version + 1 where id = ${id}`.execute(tx)
}

/** A new password: its age begins, and nothing of the old one is held against it. */
export async function setPasswordHash(tx: Tx, id: UserId, passwordHash: string): Promise<void> {
  await sql`update users set password_hash = ${passwordHash}, password_set_at = now(), password_below_rules_at = null,
    password_reminded_at = null, sign_in_paused_until = null where id = ${id}`.execute(tx)
}

/** The same password, hashed with the parameters of now, and whether the rules of now would take it. */
export async function notePassword(
  tx: Tx,
  id: UserId,
  { newHash, isBelowRules }: { newHash: string | null; isBelowRules: boolean },
): Promise<void> {
  await sql`update users set password_hash = coalesce(${newHash}, password_hash),
      password_below_rules_at = case when ${isBelowRules} then now() end
    where id = ${id} and (${newHash}::text is not null or (password_below_rules_at is not null) <> ${isBelowRules})`.execute(
    tx,
  )
}

export async function readCompany(db: Db): Promise<{ name: string; supervisor: UserId } | undefined> {
  const { rows } = await sql<{ name: string; supervisor: UserId }>`
    select name, supervisor_id as supervisor from company`.execute(db)
  return rows[0]
}

/** @returns whether `from` still held the role: of two hand-overs at once the second finds it gone (AT-053) */
export async function moveSupervisor(tx: Tx, from: UserId, to: UserId): Promise<boolean> {
  const moved =
    await sql`update company set supervisor_id = ${to}, version = version + 1 where supervisor_id = ${from}`.execute(tx)
  return Number(moved.numAffectedRows ?? 0) > 0
}

/** @returns false when the company has been set up already */
export async function lockSetUp(tx: Tx): Promise<boolean> {
  await sql`lock table company in share row exclusive mode`.execute(tx)
  const { rows } = await sql`select from company`.execute(tx)
  return rows.length === 0
}

export async function insertCompany(
  tx: Tx,
  { name, supervisor, language, timeZone }: { name: string; supervisor: UserId; language: string; timeZone: string },
): Promise<void> {
  await sql`insert into company (name, supervisor_id, language, time_zone) values (${name}, ${supervisor}, ${language}, ${timeZone})`.execute(
    tx,
  )
}

/** Somebody a letter goes to. */
export type Reader = { id: UserId; fullName: string; email: string; language: 'en' | 'ru' }

const administrators: Sql = sql`select user_id from user_principals where principal_id = ${systemGroups.administrators}
  union select supervisor_id from company`

export async function isAdministrator(db: Db, user: UserId): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select ${user}::uuid in (${administrators}) as yes`.execute(db)
  return rows[0]!.yes
}

/** Those who can do something about it: active administrators and the supervisor. */
export async function listAdministrators(db: Db): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select id, full_name as "fullName", email, language from users
    where id in (${administrators}) and status = 'active' and deleted_at is null and email is not null
    order by id limit 50`.execute(db)
  return rows
}
