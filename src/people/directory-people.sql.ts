import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Sql, Tx } from '../sql/database.ts'

export type KnownPerson = {
  id: UserId
  fullName: string
  email: string
  emailCanonical: string
  phone: string | null
  workPhone: string | null
}

const asRows = (people: KnownPerson[]): Sql => sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
  as p (id uuid, "fullName" text, email text, "emailCanonical" text, phone text, "workPhone" text)`

export async function insertPeople(
  tx: Tx,
  people: KnownPerson[],
  { status, by, fields }: { status: 'active' | 'invited'; by: UserId | null; fields: string[] },
): Promise<void> {
  await sql`with principal as (insert into principals (id, kind, audience) select id, 'user', 'employees' from ${asRows(people)})
    insert into users (id, kind, status, full_name, email, email_canonical, phone, work_phone, language, time_zone, registered_at,
      created_by, source, hire_date, directory_fields)
    select p.id, 'employee', ${status}, p."fullName", p.email, p."emailCanonical", p.phone, p."workPhone", c.language, c.time_zone,
      ${status === 'active' ? sql`now()` : null}, ${by}::uuid, 'directory', current_date, ${fields}::text[]
    from ${asRows(people)} cross join company c`.execute(tx)
}

/** Fields the directory names no attribute for stay as they are. */
export async function savePeople(tx: Tx, people: KnownPerson[], fields: string[]): Promise<void> {
  const kept = (field: string, column: string, value: Sql): Sql =>
    fields.includes(field) ? sql`${sql.ref(column)} = ${value}` : sql`${sql.ref(column)} = users.${sql.ref(column)}`
  await sql`update users set full_name = p."fullName", email = p.email, email_canonical = p."emailCanonical",
      ${kept('phone', 'phone', sql`p.phone`)}, ${kept('workPhone', 'work_phone', sql`p."workPhone"`)},
      directory_fields = ${fields}::text[], version = version + 1
    from ${asRows(people)} where users.id = p.id and users.kind = 'employee' and users.deleted_at is null`.execute(tx)
}
