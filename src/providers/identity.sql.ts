import { sql } from 'kysely'
import { type IdentityId, newId, type ProviderId, type UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'

/** Two browsers of one person that come back at once are one after the other from here on. */
export async function lockSubject(tx: Tx, provider: ProviderId, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identity ${provider} ${subject}`}, 0))`.execute(tx)
}

export async function findIdentity(
  db: Db,
  provider: ProviderId,
  subject: string,
): Promise<{ id: IdentityId; user: UserId } | undefined> {
  const { rows } = await sql<{ id: IdentityId; user: UserId }>`
    select id, user_id as "user" from identities where provider_id = ${provider} and subject = ${subject}`.execute(db)
  return rows[0]
}

export async function findIdentityOf(db: Db, provider: ProviderId, user: UserId): Promise<IdentityId | undefined> {
  const { rows } = await sql<{ id: IdentityId }>`
    select id from identities where provider_id = ${provider} and user_id = ${user}`.execute(db)
  return rows[0]?.id
}

export type LinkedBy = 'person' | 'address' | 'creation'
export type NewIdentity = {
  provider: { id: ProviderId; issuer: string }
  subject: string
  user: UserId
  label: string
  by: LinkedBy
}

export async function insertIdentity(tx: Tx, { provider, subject, user, label, by }: NewIdentity): Promise<void> {
  await sql`insert into identities (id, provider_id, issuer, subject, user_id, label, linked_by, used_at)
    values (${newId<'identity'>()}, ${provider.id}, ${provider.issuer}, ${subject}, ${user}, ${label}, ${by},
      case when ${by} <> 'person' then now() end)`.execute(tx)
}

export async function markUsed(tx: Tx, id: IdentityId): Promise<void> {
  await sql`update identities set used_at = now() where id = ${id}`.execute(tx)
}

export type IdentityRow = {
  id: IdentityId
  provider: ProviderId
  providerName: string
  isEnabled: boolean
  label: string
  linkedBy: LinkedBy
  linkedAt: Date
  usedAt: Date | null
}

export async function listIdentities(db: Db, user: UserId): Promise<IdentityRow[]> {
  const { rows } = await sql<IdentityRow>`
    select i.id, p.id as provider, p.name as "providerName", p.enabled_at is not null as "isEnabled", i.label,
      i.linked_by as "linkedBy", i.linked_at as "linkedAt", i.used_at as "usedAt"
    from identities i join providers p on p.id = i.provider_id where i.user_id = ${user} order by lower(p.name)`.execute(
    db,
  )
  return rows
}

/** @returns what it was, or undefined when it is none of this person's */
export async function deleteIdentity(
  tx: Tx,
  user: UserId,
  id: IdentityId,
): Promise<{ provider: string; label: string } | undefined> {
  const { rows } = await sql<{ provider: string; label: string }>`
    delete from identities i using providers p where i.id = ${id} and i.user_id = ${user} and p.id = i.provider_id
    returning p.name as provider, i.label`.execute(tx)
  return rows[0]
}
