import { sql } from 'kysely'
import { type InvitationId, newId, type PortalId, type UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { type EmployeeInvitation, type PortalInvitation, spent } from './invitation.ts'
import type { InvitationShape } from './invitations-contract.ts'
import { portalColumns } from './portal.sql.ts'
import { newSecret, secretHash } from './session.sql.ts'

const columns = sql`i.id, i.user_id as user, u.status as "userStatus", u.full_name as "fullName", u.email, u.language,
  i.without_confirmation as "withoutConfirmation",
  (select full_name from users where id = i.created_by) as "createdBy"`

/** Not used, not withdrawn, not ended, and for somebody who can still come in with it. */
const isOpen = sql`i.accepted_at is null and i.withdrawn_at is null and (i.expires_at is null or i.expires_at > now())
  and u.deleted_at is null`

/** @throws Refusal `invitation.spent` for whatever is not an open invitation to a portal */
export async function openPortalInvitation(db: Db, token: string): Promise<PortalInvitation> {
  const { rows } = await sql<PortalInvitation>`
    select ${columns}, ${portalColumns} as portal
    from invitations i join users u on u.id = i.user_id join portals p on p.id = i.portal_id join workspaces w on w.id = p.workspace_id
    where i.token_hash = ${secretHash(token)} and ${isOpen} and u.status in ('not_registered', 'active')`.execute(db)
  if (!rows[0]) throw spent()
  return rows[0]
}

/** @throws Refusal `invitation.spent` for whatever is not an open invitation of an employee */
export async function openEmployeeInvitation(db: Db, token: string): Promise<EmployeeInvitation> {
  const { rows } = await sql<EmployeeInvitation>`
    select ${columns} from invitations i join users u on u.id = i.user_id
    where i.token_hash = ${secretHash(token)} and ${isOpen} and i.kind = 'employee' and u.status = 'invited'`.execute(
    db,
  )
  if (!rows[0]) throw spent()
  return rows[0]
}

/** @returns the secret of the link, which stands nowhere else */
export async function insertInvitation(
  tx: Tx,
  made: {
    user: UserId
    portal: PortalId | null
    withoutConfirmation: boolean
    /** null: no end */
    days: number | null
    by: UserId | null
  },
): Promise<{ id: InvitationId; token: string; expiresAt: Date | null }> {
  const id = newId<'invitation'>()
  const token = newSecret()
  const { rows } = await sql<{ expiresAt: Date | null }>`
    insert into invitations (id, kind, user_id, portal_id, token_hash, without_confirmation, created_by, expires_at)
    values (${id}, ${made.portal === null ? 'employee' : 'individual'}, ${made.user}, ${made.portal}, ${secretHash(token)},
      ${made.withoutConfirmation}, ${made.by}, now() + make_interval(days => ${made.days}::integer))
    returning expires_at as "expiresAt"`.execute(tx)
  return { id, token, expiresAt: rows[0]!.expiresAt }
}

export async function markOpened(tx: Tx, id: InvitationId): Promise<void> {
  await sql`update invitations set opened_at = now() where id = ${id} and opened_at is null`.execute(tx)
}

/** Uses it up, and withdraws the other open links of this person to the same place. */
export async function markAccepted(tx: Tx, id: InvitationId): Promise<void> {
  await sql`update invitations set accepted_at = now(), opened_at = coalesce(opened_at, now()) where id = ${id}`.execute(
    tx,
  )
  await sql`update invitations other set withdrawn_at = now(), withdraw_reason = 'replaced' from invitations used
    where used.id = ${id} and other.user_id = used.user_id and other.portal_id is not distinct from used.portal_id
      and other.id <> used.id and other.accepted_at is null and other.withdrawn_at is null`.execute(tx)
}

const stillOpen = sql`accepted_at is null and withdrawn_at is null`

export async function withdrawOpen(
  tx: Tx,
  user: UserId,
  portal: PortalId | null,
  reason: 'withdrawn' | 'replaced' | 'declined',
): Promise<void> {
  await sql`update invitations set withdrawn_at = now(), withdraw_reason = ${reason}
    where user_id = ${user} and portal_id is not distinct from ${portal}::uuid and ${stillOpen}`.execute(tx)
}

/** @returns false when it is not an open invitation of this person */
export async function withdrawOne(tx: Tx, user: UserId, id: InvitationId): Promise<boolean> {
  const gone = await sql`update invitations set withdrawn_at = now(), withdraw_reason = 'withdrawn'
    where id = ${id} and user_id = ${user} and ${stillOpen}`.execute(tx)
  return Number(gone.numAffectedRows ?? 0) > 0
}

const state: Sql = sql`case when i.accepted_at is not null then 'accepted' when i.withdrawn_at is not null then 'withdrawn'
  when i.expires_at <= now() then 'expired' when i.opened_at is not null then 'opened' else 'open' end`

export async function listInvitations(db: Db, user: UserId): Promise<Omit<InvitationShape, 'can'>[]> {
  const { rows } = await sql<Omit<InvitationShape, 'can'>>`
    select i.id, i.kind, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as portal,
      ${state} as state, i.without_confirmation as "withoutConfirmation", i.created_at as "createdAt", by.full_name as "createdBy",
      i.expires_at as "expiresAt", i.opened_at as "openedAt", i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt",
      i.withdraw_reason as "withdrawReason", i.renewal_asked_at as "renewalAskedAt"
    from invitations i left join portals p on p.id = i.portal_id left join users by on by.id = i.created_by
    where i.user_id = ${user} order by i.created_at desc, i.id desc limit 100`.execute(db)
  return rows
}

export type Ended = { user: UserId; kind: 'employee' | 'individual'; fullName: string; portal: string | null }

/**
 * Notes that a fresh link is asked for, at most once a day for each link, and gives whose. Nothing for a link that still
 * works, was withdrawn, or is unknown: whoever made it does not want to be asked.
 */
export async function askRenewal(tx: Tx, token: string): Promise<Ended | undefined> {
  const { rows } = await sql<Ended>`
    update invitations i set renewal_asked_at = now() from users u
    where i.token_hash = ${secretHash(token)} and u.id = i.user_id and u.deleted_at is null
      and u.status in ('invited', 'not_registered', 'active') and i.accepted_at is null and i.withdrawn_at is null
      and i.expires_at <= now() and (i.renewal_asked_at is null or i.renewal_asked_at < now() - interval '1 day')
    returning i.user_id as user, i.kind, u.full_name as "fullName", (select name from portals p where p.id = i.portal_id) as portal`.execute(
    tx,
  )
  return rows[0]
}
