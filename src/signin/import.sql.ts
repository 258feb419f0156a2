import { sql } from 'kysely'
import type { BatchId, SessionId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { Encoding } from './import-fields.ts'
import type { Checked, Defaults, Known } from './import-row.ts'
import type { TableRow } from './import-table.ts'

export async function insertImport(
  tx: Tx,
  made: { id: BatchId; by: UserId; session: SessionId; name: string; key: string; encoding: Encoding },
): Promise<void> {
  await sql`insert into batches (id, deed, state, made_by, session_id, file_name, storage_key, encoding)
    values (${made.id}, 'invite', 'reading', ${made.by}, ${made.session}, ${made.name}, ${made.key}, ${made.encoding})`.execute(
    tx,
  )
}

export type Import = {
  id: BatchId
  state: string
  key: string
  encoding: Encoding
  mapping: string[] | null
  columns: string[] | null
  defaults: Defaults
  sound: number
}

export async function lockImport(tx: Tx, id: BatchId): Promise<Import | undefined> {
  const { rows } = await sql<Import>`
    select id, state, storage_key as key, encoding, mapping, columns, defaults, sound from batches
    where id = ${id} and deed = 'invite' for update`.execute(tx)
  return rows[0]
}

/** As they were read; what they mean is checked next. */
export async function insertRows(tx: Tx, batch: BatchId, rows: TableRow[]): Promise<void> {
  await sql`insert into batch_rows (batch_id, position, label, cells)
    select ${batch}, number, '', array(select jsonb_array_elements_text(cells))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (number integer, cells jsonb)`.execute(tx)
}

export async function readRows(tx: Tx, batch: BatchId, after: number, limit: number): Promise<TableRow[]> {
  const { rows } = await sql<TableRow>`
    select position as number, cells from batch_rows where batch_id = ${batch} and position > ${after}
    order by position limit ${limit}`.execute(tx)
  return rows
}

/** Groups that take members by hand, and the places of the chart, by name. A name that several have names nobody. */
export async function readKnown(db: Db): Promise<Known> {
  const groups = await sql<{ name: string; id: string | null }>`
    select lower(name) as name, case when count(*) = 1 then min(id::text) end as id from groups
    where deleted_at is null and audience = 'employees' and membership = 'by_hand' and type = 'group' group by 1`.execute(
    db,
  )
  const places = await sql<{ name: string; place: { id: string; holder: string | null; isPosition: boolean } | null }>`
    select lower(e.name) as name, case when count(*) = 1 then jsonb_build_object('id', min(e.id::text),
      'holder', min(u.full_name), 'isPosition', bool_or(e.kind = 'position')) end as place
    from org_elements e left join users u on u.id = e.lead_id where e.deleted_at is null group by 1`.execute(db)
  return {
    groups: new Map(groups.rows.map(({ name, id }) => [name, id])),
    places: new Map(places.rows.map(({ name, place }) => [name, place])),
  }
}

/** Which of these canonical addresses have an account. */
export async function takenEmails(db: Db, emails: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select email_canonical as email from users where deleted_at is null and email_canonical = any (${emails}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ email }) => email))
}

/** What each row means, or what is wrong with it: then it is left out. */
export async function saveChecked(tx: Tx, batch: BatchId, rows: (Checked & { number: number })[]): Promise<void> {
  const written = rows.map(({ number, label, input, issues }) => ({
    number,
    label,
    input,
    issues: issues.length > 0 ? issues : null,
  }))
  await sql`update batch_rows b set label = row.label, input = nullif(row.input, 'null'), issues = nullif(row.issues, 'null'),
      state = case when nullif(row.issues, 'null') is null then 'waiting' else 'left_out' end
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as row (number integer, label text, input jsonb, issues jsonb)
    where b.batch_id = ${batch} and b.position = row.number`.execute(tx)
}

export async function markRead(
  tx: Tx,
  id: BatchId,
  { columns, mapping }: { columns: string[]; mapping: string[] },
): Promise<void> {
  await sql`update batches set columns = ${columns}::text[], mapping = ${mapping}::text[], state = 'checking' where id = ${id}`.execute(
    tx,
  )
}

export async function markMapped(tx: Tx, id: BatchId, mapping: string[], defaults: Defaults): Promise<void> {
  await sql`update batches set mapping = ${mapping}::text[], defaults = ${JSON.stringify(defaults)}::jsonb, state = 'checking'
    where id = ${id}`.execute(tx)
}

export async function markChecked(tx: Tx, id: BatchId): Promise<void> {
  await sql`update batches set state = 'ready', (total, sound) = (
      select count(*), count(*) filter (where issues is null) from batch_rows where batch_id = ${id})
    where id = ${id}`.execute(tx)
}

export async function markFileRefused(tx: Tx, id: BatchId, code: string, message: string): Promise<void> {
  await sql`update batches set state = 'refused', code = ${code}, message = ${message}, ended_at = now() where id = ${id}`.execute(
    tx,
  )
}
