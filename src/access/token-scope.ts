import { sql } from 'kysely'
import type { Sql } from '../sql/database.ts'
import type { TokenScope } from './actor.ts'
import type { ResourceKind } from './permissions.ts'
import type { Within } from './rule.ts'

/*
 * An API token never widens anything: the rules are asked of its person as ever, and what is said here and beside is
 * taken away. It is fixed when the token is made (migration 0027), so it may be remembered with the actor.
 *
 * - Without `administers` the branches of administrators do not hold; the supervisor's never do (`rule.ts`).
 * - What belongs to a workspace that is not among `workspaces` is not there, the same 404 as for what never was (AT-072).
 * - Doors of one's own account (profile, sessions, proofs) are shut (`rules/company.ts`).
 */

const workspaceOf: Partial<Record<ResourceKind, (id: Sql, within: Within) => Sql>> = {
  workspace: (id) => id,
  app: (id) => sql`(select workspace_id from apps where id = ${id})`,
  folder: (id) => sql`(select a.workspace_id from folders f join apps a on a.id = f.app_id where f.id = ${id})`,
  item: (_, { app }) => sql`(select workspace_id from apps where id = ${app})`,
  portal: (id) => sql`(select workspace_id from portals where id = ${id})`,
  page: (id) => sql`(select o.workspace_id from pages p join portals o on o.id = p.portal_id where p.id = ${id})`,
  process: (id) => sql`(select workspace_id from processes where id = ${id})`,
  instance: (id) =>
    sql`(select p.workspace_id from process_instances i join processes p on p.id = i.process_id where i.id = ${id})`,
  task: (id) =>
    sql`(select coalesce(p.workspace_id, a.workspace_id) from tasks t left join process_instances i on i.id = t.instance_id
      left join processes p on p.id = i.process_id left join apps a on a.id = t.app_id where t.id = ${id})`,
}

/** Files that no item has yet are of no workspace; they are their uploader's. */
const fileWithin = (id: Sql, mine: Sql): Sql<boolean> =>
  sql`exists (select from files f left join apps a on a.id = f.app_id where f.id = ${id}
    and (f.app_id is null or a.workspace_id = any (${mine})))`

/** Whether the thing is within what the token reaches, as a condition; undefined where nothing is taken away. */
export function withinToken(
  token: TokenScope | undefined,
  kind: ResourceKind,
  id: Sql,
  within: Within,
): Sql<boolean> | undefined {
  if (!token?.workspaces) return undefined
  const mine = sql`${[...token.workspaces]}::uuid[]`
  if (kind === 'file') return fileWithin(id, mine)
  const workspace = workspaceOf[kind]
  return workspace && sql`coalesce(${workspace(id, within)} = any (${mine}), false)`
}
