import { sql } from 'kysely'
import type { SubstitutionId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { SubstitutionShape } from './contract-substitutions.ts'
import type { Plan, Substitution } from './substitution.ts'

/** Rules travel as one JSON value, so that writing or reading a substitution is one statement. */
export async function insertSubstitution(
  tx: Tx,
  id: SubstitutionId,
  absent: UserId,
  plan: Plan,
  by: UserId | null,
): Promise<void> {
  await sql`insert into substitutions (id, type, absent_id, substitute_id, starts_at, ends_at, time_zone, move_tasks, give_back, note, created_by)
    values (${id}, ${plan.type}, ${absent}, ${plan.substitute}, ${plan.startsAt}, ${plan.endsAt}, ${plan.timeZone}, ${plan.moveTasks},
      ${plan.giveBack}, ${plan.note}, ${by})`.execute(tx)
  await insertRules(tx, id, absent, plan)
}

async function insertRules(tx: Tx, id: SubstitutionId, absent: UserId, { rules }: Plan): Promise<void> {
  if (rules.length === 0) return
  await sql`insert into substitution_rules (substitution_id, absent_id, position, name, process_id, workspace_id, condition, substitute_id)
    select ${id}, ${absent}, r.number, r.rule ->> 'name', (r.rule ->> 'process')::uuid, (r.rule ->> 'workspace')::uuid,
      r.rule ->> 'condition', (r.rule ->> 'substitute')::uuid
    from jsonb_array_elements(${JSON.stringify(rules)}::jsonb) with ordinality as r (rule, number)`.execute(tx)
}

export async function saveSubstitution(tx: Tx, { id, absent }: Substitution, plan: Plan): Promise<number> {
  await sql`delete from substitution_rules where substitution_id = ${id}`.execute(tx)
  const { rows } = await sql<{ version: number }>`
    update substitutions set type = ${plan.type}, substitute_id = ${plan.substitute}, starts_at = ${plan.startsAt}, ends_at = ${plan.endsAt},
      time_zone = ${plan.timeZone}, move_tasks = ${plan.moveTasks}, give_back = ${plan.giveBack}, note = ${plan.note}, version = version + 1
    where id = ${id} returning version`.execute(tx)
  await insertRules(tx, id, absent, plan)
  return rows[0]!.version
}

export async function lockSubstitution(tx: Tx, id: SubstitutionId): Promise<Substitution | undefined> {
  const { rows } = await sql<Substitution>`
    select s.id, s.type, s.absent_id as absent, a.full_name as "absentName", s.substitute_id as substitute, s.starts_at as "startsAt",
      s.ends_at as "endsAt", s.move_tasks as "moveTasks", s.give_back as "giveBack", s.moved_at as "movedAt",
      s.settled_at as "settledAt", s.version
    from substitutions s join users a on a.id = s.absent_id where s.id = ${id} for update of s`.execute(tx)
  return rows[0]
}

/** Without a moment: now, by the clock that decides whether it is over. */
export async function saveEnd(tx: Tx, id: SubstitutionId, endsAt: Date | null): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update substitutions set ends_at = ${endsAt ?? sql`now()`}, version = version + 1 where id = ${id} returning version`.execute(
    tx,
  )
  return rows[0]!.version
}

export async function deleteSubstitutionRow(tx: Tx, id: SubstitutionId): Promise<void> {
  await sql`delete from substitutions where id = ${id}`.execute(tx)
}

export const markMoved = (tx: Tx, id: SubstitutionId) =>
  sql`update substitutions set moved_at = now() where id = ${id}`.execute(tx)

export const markSettled = (tx: Tx, id: SubstitutionId) =>
  sql`update substitutions set settled_at = now() where id = ${id}`.execute(tx)

/** Those whose moment has passed unheard: the job was lost, or given up after its repeats. */
export async function findUnsettled(db: Db): Promise<SubstitutionId[]> {
  const { rows } = await sql<{ id: SubstitutionId }>`
    select id from substitutions where moved_at is null and starts_at <= now()
    union select id from substitutions where settled_at is null and ends_at <= now()`.execute(db)
  return rows.map(({ id }) => id)
}

/** Names of those among these who cannot act for anybody: not active, not employees, not there. */
export async function findUnfit(tx: Tx, people: UserId[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(u.full_name, 'nobody was found by one of the ids') as name
    from unnest(${people}::uuid[]) asked (id) left join users u on u.id = asked.id and u.kind = 'employee' and u.deleted_at is null
    where u.id is null or u.status <> 'active'`.execute(tx)
  return rows.map(({ name }) => name)
}

const person = (user: Sql): Sql =>
  sql`case when ${user}.id is not null then json_build_object('id', ${user}.id, 'name', ${user}.full_name) end`

const state = sql`case when target.starts_at > now() then 'upcoming' when target.ends_at > now() then 'running' else 'archived' end`

const columns = (
  mayChange: Sql<boolean>,
) => sql`target.id, target.type, ${state} as state, ${person(sql`a`)} as absent, ${person(sql`m`)} as substitute,
  to_json(target.starts_at) as "startsAt", to_json(target.ends_at) as "endsAt", target.time_zone as "timeZone",
  target.move_tasks as "moveTasks", target.give_back as "giveBack", target.note, target.version,
  coalesce((select json_agg(json_build_object('name', r.name, 'condition', r.condition, 'substitute', ${person(sql`u`)},
      'process', case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end,
      'workspace', case when w.id is not null then json_build_object('id', w.id, 'name', w.name) end) order by r.position)
    from substitution_rules r join users u on u.id = r.substitute_id left join processes p on p.id = r.process_id
      left join workspaces w on w.id = r.workspace_id where r.substitution_id = target.id), '[]') as rules,
  (select count(*)::int from (select from tasks t where t.substitution_id = target.id and t.ended_at is null limit 1000) taken) as taken,
  json_build_object('edit', target.starts_at > now() and ${mayChange}, 'delete', target.starts_at > now() and ${mayChange},
    'end', target.starts_at <= now() and target.ends_at > now() and ${mayChange}) as can`

export type WantedSubstitutions = {
  visible: Sql<boolean>
  mayChange: Sql<boolean>
  where: Sql
  after?: [string, string] | undefined
  limit: number
}

export async function listSubstitutionRows(db: Db, wanted: WantedSubstitutions): Promise<SubstitutionShape[]> {
  const { visible, mayChange, where, after, limit } = wanted
  const { rows } = await sql<SubstitutionShape>`
    select ${columns(mayChange)} from substitutions target join users a on a.id = target.absent_id
      left join users m on m.id = target.substitute_id
    where ${visible} and ${where}
      and ${after ? sql`(target.starts_at, target.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by target.starts_at desc, target.id desc limit ${limit}`.execute(db)
  return rows
}

const folders: Record<'upcoming' | 'running' | 'archived' | 'all', Sql> = {
  upcoming: sql`target.starts_at > now()`,
  running: sql`target.starts_at <= now() and target.ends_at > now()`,
  archived: sql`target.ends_at <= now()`,
  all: sql`true`,
}

const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export const whereSubstitution = (asked: {
  folder: keyof typeof folders
  search?: string | undefined
  type?: Plan['type'] | undefined
  person?: UserId | undefined
}): Sql => {
  const { folder, search, type, person: who } = asked
  const found = search
    ? sql`(a.full_name ilike ${likeText(search)} or m.full_name ilike ${likeText(search)})`
    : sql`true`
  const takesPart = sql`(target.absent_id = ${who} or target.substitute_id = ${who}
    or exists (select from substitution_rules r where r.substitution_id = target.id and r.substitute_id = ${who}))`
  return sql`${folders[folder]} and ${found} and ${type ? sql`target.type = ${type}` : sql`true`} and ${who ? takesPart : sql`true`}`
}

export const whereSubstitutionIs = (id: SubstitutionId): Sql => sql`target.id = ${id}`
