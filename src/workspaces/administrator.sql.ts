import { sql } from 'kysely'
import { newId, type PrincipalId, type UserId, type WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type Db, type Tx, violatedConstraint } from '../sql/database.ts'
import type { WorkspaceAdministrator } from './contract.ts'

/** The grants that stand now, groups and places before people. */
export async function listAdministrators(db: Db, workspace: WorkspaceId): Promise<WorkspaceAdministrator[]> {
  const { rows } = await sql<WorkspaceAdministrator>`
    select p.id, p.kind, coalesce(u.full_name, g.name, o.name) as name, coalesce(u.email, g.type, o.kind, '') as detail,
      coalesce(u.status <> 'active' or u.deleted_at is not null, g.deleted_at is not null, o.deleted_at is not null, false) as "isGone",
      given.granted_at as since, giver.full_name as by
    from grants given join principals p on p.id = given.principal_id left join users u on u.id = p.id
      left join groups g on g.id = p.id left join org_elements o on o.id = p.id left join users giver on giver.id = given.granted_by
    where given.resource_kind = 'workspace' and given.resource_id = ${workspace} and given.revoked_at is null
    order by p.kind = 'user', lower(coalesce(u.full_name, g.name, o.name)), p.id limit 500`.execute(db)
  return rows
}

/** The name of somebody who is there and not deleted. */
export async function nameOfPrincipal(tx: Tx, id: PrincipalId): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(u.full_name, g.name, o.name, c.name) as name from principals p left join users u on u.id = p.id
      left join groups g on g.id = p.id left join org_elements o on o.id = p.id left join organizations c on c.id = p.id
    where p.id = ${id} and u.deleted_at is null and g.deleted_at is null and o.deleted_at is null`.execute(tx)
  return rows[0]?.name
}

/**
 * Whoever administers it already stays so. The row of the workspace is locked by then, so that two at once give one grant.
 *
 * @throws Refusal 409 `workspace.employees_only`, `workspace.app_group`
 */
export async function insertAdministrator(
  tx: Tx,
  workspace: WorkspaceId,
  principal: { id: PrincipalId; name: string },
  by: UserId | null,
): Promise<void> {
  try {
    await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, granted_by)
      select ${newId()}, id, audience, 'workspace', ${workspace}, '{administer}', ${by}::uuid from principals
      where id = ${principal.id} and not exists (select from grants where resource_kind = 'workspace'
        and resource_id = ${workspace} and principal_id = ${principal.id} and revoked_at is null)`.execute(tx)
  } catch (error) {
    throw explained(error, principal.name)
  }
}

function explained(error: unknown, name: string): unknown {
  const constraint = violatedConstraint(error)
  if (constraint === 'grants_external_wall') {
    return new Refusal(
      'conflict',
      'workspace.employees_only',
      `Expected employees, their groups or places, but “${name}” is from outside: nobody from outside administers anything.`,
    )
  }
  if (constraint === 'app_group_in_its_app') {
    return new Refusal(
      'conflict',
      'workspace.app_group',
      `“${name}” is a group of an app and stays in its app. Choose a group of the workspace or of the company.`,
    )
  }
  return error
}

export async function endAdministrator(
  tx: Tx,
  workspace: WorkspaceId,
  principal: PrincipalId,
  by: UserId | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update grants set revoked_at = now(), revoked_by = ${by}
    where resource_kind = 'workspace' and resource_id = ${workspace} and principal_id = ${principal} and revoked_at is null`.execute(
    tx,
  )
  return Boolean(numAffectedRows)
}
