import { sql } from 'kysely'
import type { DirectoryId, GroupId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { Connection, DirectoryShape, DirectorySummary } from './contract.ts'
import { runColumns } from './run.sql.ts'

export type Directory = Omit<DirectoryShape, 'isPasswordLost' | 'people' | 'groups'> & { password: Buffer }

const columns = sql`d.id, d.name, d.url, d.start_tls as "startTls", d.is_plain_allowed as "isPlainAllowed", d.certificate,
  d.bind_dn as "bindDn", d.password_sealed as password, d.base_dn as "baseDn", d.user_filter as "userFilter",
  d.group_base_dn as "groupBaseDn", d.group_filter as "groupFilter", d.preset, d.attributes, d.sign_in as "signIn",
  d.links_by_email as "linksByEmail", d.on_gone as "onGone", d.most_leaving as "mostLeaving", d.schedule,
  d.daily_hour as "dailyHour", d.enabled_at is not null as "isEnabled", d.version,
  (select full_name from users u where u.id = d.changed_by) as "changedBy", d.changed_at as "changedAt"`

export async function listDirectories(db: Db): Promise<(Omit<DirectorySummary, 'isSafe'> & { startTls: boolean })[]> {
  const { rows } = await sql<Omit<DirectorySummary, 'isSafe'> & { startTls: boolean }>`
    select d.id, d.name, d.url, d.start_tls as "startTls", d.enabled_at is not null as "isEnabled", d.sign_in as "signIn", d.schedule, d.daily_hour as "dailyHour",
      (select count(*)::integer from directory_people p where p.directory_id = d.id) as people, d.away_at as "awayAt",
      (select row_to_json(last) from (select ${runColumns} from directory_runs r where r.directory_id = d.id order by r.id desc limit 1) last) as "lastRun"
    from directories d order by lower(d.name)`.execute(db)
  return rows
}

export async function findDirectory(db: Db, id: DirectoryId): Promise<Directory | undefined> {
  const { rows } = await sql<Directory>`select ${columns} from directories d where d.id = ${id}`.execute(db)
  return rows[0]
}

export async function lockDirectory(tx: Tx, id: DirectoryId): Promise<Directory | undefined> {
  const { rows } =
    await sql<Directory>`select ${columns} from directories d where d.id = ${id} for update of d`.execute(tx)
  return rows[0]
}

export async function countPeopleOf(db: Db, id: DirectoryId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from directory_people where directory_id = ${id}`.execute(db)
  return rows[0]!.n
}

type Rules = Pick<Directory, 'name' | 'signIn' | 'linksByEmail' | 'onGone' | 'mostLeaving' | 'schedule' | 'dailyHour'>
export type Written = { id: DirectoryId; rules: Rules; connection: Connection; password: Buffer; by: UserId | null }

const valuesOf = ({ rules, connection: c, password, by }: Written) => ({
  name: sql`${rules.name}`,
  sign_in: sql`${rules.signIn}`,
  links_by_email: sql`${rules.linksByEmail}`,
  on_gone: sql`${rules.onGone}`,
  most_leaving: sql`${rules.mostLeaving}::integer`,
  schedule: sql`${rules.schedule}`,
  daily_hour: sql`${rules.dailyHour}::integer`,
  url: sql`${c.url}`,
  start_tls: sql`${c.startTls}`,
  is_plain_allowed: sql`${c.isPlainAllowed}`,
  certificate: sql`${c.certificate}`,
  bind_dn: sql`${c.bindDn}`,
  base_dn: sql`${c.baseDn}`,
  user_filter: sql`${c.userFilter}`,
  group_base_dn: sql`${c.groupBaseDn}`,
  group_filter: sql`${c.groupFilter}`,
  preset: sql`${c.preset}`,
  attributes: sql`${JSON.stringify(c.attributes)}::jsonb`,
  password_sealed: sql`${password}::bytea`,
  changed_by: sql`${by}::uuid`,
})

export async function insertDirectory(tx: Tx, written: Written): Promise<void> {
  const values = valuesOf(written)
  await sql`insert into directories (id, ${sql.join(Object.keys(values).map((name) => sql.ref(name)))})
    values (${written.id}, ${sql.join(Object.values(values))})`.execute(tx)
}

export async function saveDirectory(tx: Tx, written: Written): Promise<number> {
  const sets = Object.entries(valuesOf(written)).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const { rows } = await sql<{ version: number }>`
    update directories set ${sql.join(sets)}, changed_at = now(), version = version + 1
    where id = ${written.id} returning version`.execute(tx)
  return rows[0]!.version
}

export async function touchDirectory(tx: Tx, id: DirectoryId, by: UserId | null): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update directories set changed_by = ${by}, changed_at = now(), version = version + 1 where id = ${id} returning version`.execute(
    tx,
  )
  return rows[0]!.version
}

export async function setEnabled(tx: Tx, id: DirectoryId, isEnabled: boolean): Promise<void> {
  await sql`update directories set enabled_at = case when ${isEnabled} then coalesce(enabled_at, now()) end, away_at = null
    where id = ${id}`.execute(tx)
}

/** People stay; what the directory kept of theirs is theirs again. */
export async function removeDirectory(tx: Tx, id: DirectoryId): Promise<void> {
  await sql`delete from directories where id = ${id}`.execute(tx)
}

export async function listMapped(db: Db, id: DirectoryId): Promise<DirectoryShape['groups']> {
  const { rows } = await sql<DirectoryShape['groups'][number]>`
    select m.dn, m.group_id as "group", g.name from directory_groups m join groups g on g.id = m.group_id
    where m.directory_id = ${id} order by lower(g.name), m.dn_key`.execute(db)
  return rows
}

export async function replaceMapped(
  tx: Tx,
  id: DirectoryId,
  mapped: { dn: string; key: string; group: GroupId }[],
): Promise<void> {
  await sql`delete from directory_groups where directory_id = ${id}`.execute(tx)
  await sql`insert into directory_groups (directory_id, dn_key, dn, group_id)
    select distinct on (key, "group") ${id}::uuid, key, dn, "group" from jsonb_to_recordset(${JSON.stringify(mapped)}::jsonb) as m (dn text, key text, "group" uuid)`.execute(
    tx,
  )
}

/** Noted at sign-in, outside of any deed: it says how the directory is, not what anybody may. */
export async function noteAway(db: Db, id: DirectoryId, isAway: boolean): Promise<void> {
  await sql`update directories set away_at = case when ${isAway} then now() end
    where id = ${id} and (away_at is not null or ${isAway})`.execute(db)
}
