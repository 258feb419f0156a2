import { sql } from 'kysely'
import { portalInactive } from '../access/portal-gate.ts'
import type { GroupId, PortalId, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'

/** What signing in needs to know of a portal; read from portals' tables, never written. */
export type Portal = {
  id: PortalId
  code: string
  name: string
  state: 'inactive' | 'active' | 'disabled'
  group: GroupId
}

export const portalColumns = sql`jsonb_build_object('id', p.id, 'code', w.code, 'name', p.name, 'state', p.state, 'group', p.group_id)`

type Row = { portal: Portal }

export async function findPortal(db: Db, id: PortalId): Promise<Portal | undefined> {
  const { rows } = await sql<Row>`
    select ${portalColumns} as portal from portals p join workspaces w on w.id = p.workspace_id where p.id = ${id}`.execute(
    db,
  )
  return rows[0]?.portal
}

export async function findPortalByCode(db: Db, code: string): Promise<Portal | undefined> {
  const { rows } = await sql<Row>`
    select ${portalColumns} as portal from portals p join workspaces w on w.id = p.workspace_id where w.code = ${code}`.execute(
    db,
  )
  return rows[0]?.portal
}

export async function belongsToPortal(db: Db, user: UserId, portal: Portal): Promise<boolean> {
  const { rows } =
    await sql`select from user_principals where user_id = ${user} and principal_id = ${portal.group}`.execute(db)
  return rows.length > 0
}

/** A portal that is switched off shows a notice; nothing is used up meanwhile. */
export function refuseInactive(portal: Portal): void {
  if (portal.state !== 'active') throw portalInactive()
}
