import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { Id, UserId } from '../base/ids.ts'
import { newId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { secretHash } from './session.sql.ts'

export type PasskeyId = Id<'passkey'>

/** What somebody has set up, and what the settings ask of her. */
export type Factors = {
  totp: boolean
  emailCode: boolean
  passkeys: number
  recoveryCodes: number
  /** A second factor is demanded of her. */
  isDemanded: boolean
  /** Kinds she may set up. */
  allowed: ('totp' | 'passkey' | 'email_code')[]
  hasEmail: boolean
  /** The password is older than the rules allow, and they keep her out until she replaces it. */
  isPasswordOverdue: boolean
}

const isAdministrator: Sql = sql`(exists (select from user_principals where user_id = u.id and principal_id = ${systemGroups.administrators})
  or exists (select from company where supervisor_id = u.id))`

/** Whether the settings demand a second factor of the user `u`; rules as columns of `s`. */
export const demandedOf = (rules: { employees: Sql; external: Sql }): Sql => sql`(case when u.kind = 'external'
  then ${rules.external} = 'everybody'
  else ${rules.employees} = 'everybody' or (${rules.employees} = 'administrators' and ${isAdministrator}) end)`

const offered: Sql = sql`(case when u.kind = 'external' then s.factor_external else s.factor_employees end) <> 'none'`

/** One statement, asked anew at every step of signing in: what was demanded a minute ago counts for nobody. */
export async function readFactors(db: Db, user: UserId): Promise<Factors> {
  const { rows } = await sql<Factors>`
    select exists (select from factors where user_id = u.id and kind = 'totp') as totp,
      exists (select from factors where user_id = u.id and kind = 'email_code') as "emailCode",
      (select count(*)::int from passkeys where user_id = u.id) as passkeys,
      (select count(*)::int from recovery_codes where user_id = u.id and used_at is null) as "recoveryCodes",
      ${demandedOf({ employees: sql`s.factor_employees`, external: sql`s.factor_external` })} as "isDemanded",
      case when ${offered} then s.factor_kinds else '{}' end as allowed, u.email is not null as "hasEmail",
      s.password_overdue_locks and not exists (select from directory_sign_ins d where d.user_id = u.id) and u.password_hash is not null and coalesce(u.password_set_at < now() - make_interval(days => s.password_days), false) as "isPasswordOverdue"
    from users u, security_settings s where u.id = ${user}`.execute(db)
  return rows[0]!
}

export async function hasFactor(db: Db, user: UserId): Promise<boolean> {
  const { rows } = await sql`select from factors where user_id = ${user}
    union all select from passkeys where user_id = ${user} limit 1`.execute(db)
  return rows.length > 0
}

export async function findTotp(db: Db, user: UserId): Promise<{ secret: Buffer; lastStep: number | null } | undefined> {
  const { rows } = await sql<{ secret: Buffer; lastStep: number | null }>`
    select secret, last_step as "lastStep" from factors where user_id = ${user} and kind = 'totp'`.execute(db)
  return rows[0]
}

/** @returns false when this code or a later one was taken before: of two at once one is taken */
export async function takeTotpStep(db: Db, user: UserId, step: number): Promise<boolean> {
  const { rows } = await sql`update factors set last_step = ${step}, last_used_at = now()
    where user_id = ${user} and kind = 'totp' and (last_step is null or last_step < ${step}) returning user_id`.execute(
    db,
  )
  return rows.length > 0
}

export async function insertTotp(tx: Tx, user: UserId, secret: Buffer, step: number): Promise<void> {
  await sql`insert into factors (user_id, kind, secret, last_step) values (${user}, 'totp', ${secret}, ${step})
    on conflict (user_id, kind) do update set secret = excluded.secret, last_step = excluded.last_step, created_at = now(), last_used_at = null`.execute(
    tx,
  )
}

export async function insertEmailFactor(tx: Tx, user: UserId): Promise<void> {
  await sql`insert into factors (user_id, kind) values (${user}, 'email_code') on conflict do nothing`.execute(tx)
}

/** @returns whether there was one */
export async function deleteFactor(tx: Tx, user: UserId, kind: 'totp' | 'email_code'): Promise<boolean> {
  const gone = await sql`delete from factors where user_id = ${user} and kind = ${kind}`.execute(tx)
  return Number(gone.numAffectedRows ?? 0) > 0
}

/** Replaces every earlier code, used or not. */
export async function replaceRecoveryCodes(tx: Tx, user: UserId, codes: string[]): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${user}`.execute(tx)
  if (codes.length === 0) return
  await sql`insert into recovery_codes (user_id, code_hash)
    select ${user}::uuid, decode(unnest(${codes.map((code) => recoveryHash(user, code))}::text[]), 'hex')`.execute(tx)
}

/** @returns false when there is no such code, or it was used: of two at once one is taken */
export async function takeRecoveryCode(db: Db, user: UserId, code: string): Promise<boolean> {
  const { rows } = await sql`update recovery_codes set used_at = now()
    where user_id = ${user} and code_hash = decode(${recoveryHash(user, code)}, 'hex') and used_at is null returning user_id`.execute(
    db,
  )
  return rows.length > 0
}

/** Bound to its owner, so that equal codes of two people would have different hashes. */
const recoveryHash = (user: UserId, code: string): string => secretHash(`${user} ${code}`).toString('hex')

export type Passkey = {
  id: PasskeyId
  user: UserId
  credentialId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

const passkeyColumns = sql`id, user_id as "user", credential_id as "credentialId", public_key as "publicKey", counter, transports, name,
  created_at as "createdAt", last_used_at as "lastUsedAt"`

export async function listPasskeys(db: Db, user: UserId): Promise<Passkey[]> {
  const { rows } =
    await sql<Passkey>`select ${passkeyColumns} from passkeys where user_id = ${user} order by created_at, id`.execute(
      db,
    )
  return rows
}

export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | undefined> {
  const { rows } =
    await sql<Passkey>`select ${passkeyColumns} from passkeys where credential_id = ${credentialId}`.execute(db)
  return rows[0]
}

export async function insertPasskey(
  tx: Tx,
  made: Pick<Passkey, 'user' | 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'name'>,
): Promise<PasskeyId> {
  const id = newId<'passkey'>()
  await sql`insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name)
    values (${id}, ${made.user}, ${made.credentialId}, ${made.publicKey}, ${made.counter}, ${made.transports}::text[], ${made.name})`.execute(
    tx,
  )
  return id
}

/** @returns false when the device counted further in the meantime: of a key and its copy one is taken */
export async function takePasskey(db: Db, id: PasskeyId, before: number, counter: number): Promise<boolean> {
  const { rows } = await sql`update passkeys set counter = ${counter}, last_used_at = now()
    where id = ${id} and counter = ${before} returning id`.execute(db)
  return rows.length > 0
}

export async function renamePasskey(tx: Tx, user: UserId, id: PasskeyId, name: string): Promise<boolean> {
  const done = await sql`update passkeys set name = ${name} where id = ${id} and user_id = ${user}`.execute(tx)
  return Number(done.numAffectedRows ?? 0) > 0
}

/** @returns its name; undefined when it is none of hers */
export async function deletePasskey(tx: Tx, user: UserId, id: PasskeyId): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from passkeys where id = ${id} and user_id = ${user} returning name`.execute(tx)
  return rows[0]?.name
}

/** @returns how many ways of proving there were */
export async function deleteAllFactors(tx: Tx, user: UserId): Promise<number> {
  await sql`delete from recovery_codes where user_id = ${user}`.execute(tx)
  const factors = await sql`delete from factors where user_id = ${user}`.execute(tx)
  const passkeys = await sql`delete from passkeys where user_id = ${user}`.execute(tx)
  return Number(factors.numAffectedRows ?? 0) + Number(passkeys.numAffectedRows ?? 0)
}

export type PasswordOfUser = {
  isSet: boolean
  isElsewhere: boolean
  setAt: Date | null
  /** must_change: the door asks for a new one. */
  advice: 'below_rules' | 'overdue' | 'must_change' | null
}

/** The same for whoever looks after the account. */
export async function passwordOfUser(db: Db, user: UserId): Promise<PasswordOfUser> {
  const { rows } = await sql<PasswordOfUser>`
    select password_hash is not null as "isSet", is_elsewhere as "isElsewhere",
      case when password_hash is not null then password_set_at end as "setAt",
      case when is_elsewhere or password_hash is null then null
        when password_set_at < now() - make_interval(days => s.password_days)
          then case when s.password_overdue_locks then 'must_change' else 'overdue' end
        when password_below_rules_at is not null then 'below_rules' end as advice
    from users, security_settings s,
      lateral (select exists (select from directory_sign_ins d where d.user_id = users.id) as is_elsewhere) d
    where users.id = ${user}`.execute(db)
  return rows[0]!
}

/** What the owner is told of her password: how old it is, and why it should be changed. */
export async function passwordState(
  db: Db,
  user: UserId,
): Promise<{ passwordSetAt: Date | null; passwordAdvice: 'below_rules' | 'overdue' | null }> {
  const { rows } = await sql<{ passwordSetAt: Date | null; passwordAdvice: 'below_rules' | 'overdue' | null }>`
    select case when password_hash is not null or exists (select from directory_sign_ins d where d.user_id = users.id) then password_set_at end
        as "passwordSetAt", case when password_hash is null or exists (select from directory_sign_ins d where d.user_id = users.id) then null
      when password_below_rules_at is not null then 'below_rules'
      when password_set_at < now() - make_interval(days => s.password_days) then 'overdue' end as "passwordAdvice"
    from users, security_settings s where users.id = ${user}`.execute(db)
  return rows[0]!
}
