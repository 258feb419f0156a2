import { sql } from 'kysely'
import type { OrganizationId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { OrganizationShape } from './contract-organizations.ts'

export async function listOrganizations(
  db: Db,
  visible: Sql<boolean>,
  { search, after, limit }: { search: string | undefined; after: [string, string] | undefined; limit: number },
): Promise<OrganizationShape[]> {
  const { rows } = await sql<OrganizationShape>`
    select target.id, target.name, target.version,
      (select count(*) from users u where u.organization_id = target.id and u.deleted_at is null) as people
    from organizations target
    where ${visible}
      and ${search ? sql`target.name ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`}
      and ${after ? sql`(lower(target.name), target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by lower(target.name), target.id limit ${limit}`.execute(db)
  return rows
}

export async function insertOrganization(tx: Tx, id: OrganizationId, name: string): Promise<void> {
  await sql`with principal as (insert into principals (id, kind, audience) values (${id}, 'organization', 'external'))
    insert into organizations (id, name) values (${id}, ${name})`.execute(tx)
}
