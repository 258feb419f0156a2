import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Sql, Tx } from '../sql/database.ts'
import type { RunningSubstitution } from './stand-in.ts'

/** Substitutions that take tasks now, as a condition on the row called `s`. */
export const takesTasks: Sql<boolean> = sql`s.type <> 'inform' and s.starts_at <= now() and s.ends_at > now()`

/**
 * Whether tasks of this user go to a substitute now. Not asked person by person: those who are away are read once and
 * hashed, since a rule may name a hundred thousand people.
 */
export const isAway = (user: Sql): Sql<boolean> =>
  sql`${user} in (select s.absent_id from substitutions s where ${takesTasks})`

/** The substitutions that run for these people, and for whoever they lead to; UNION ends on circles. */
export async function findRunning(tx: Tx, people: UserId[]): Promise<Map<UserId, RunningSubstitution>> {
  const { rows } = await sql<RunningSubstitution>`
    with recursive reached (person) as (
      select unnest(${people}::uuid[])
      union
      select next.person from reached join substitutions s on s.absent_id = reached.person and ${takesTasks}
        cross join lateral (select s.substitute_id as person
          union select r.substitute_id from substitution_rules r where r.substitution_id = s.id) next
    )
    select s.id, json_build_object('id', a.id, 'name', a.full_name) as absent, ${asSubstitute(sql`m`)} as substitute,
      coalesce((select json_agg(json_build_object('name', r.name, 'process', r.process_id, 'workspace', r.workspace_id,
          'condition', r.condition, 'substitute', ${asSubstitute(sql`u`)}) order by r.position)
        from substitution_rules r join users u on u.id = r.substitute_id where r.substitution_id = s.id), '[]') as rules
    from reached join substitutions s on s.absent_id = reached.person and ${takesTasks}
      join users a on a.id = s.absent_id join users m on m.id = s.substitute_id`.execute(tx)
  return new Map(rows.map((row) => [row.absent.id, row]))
}

const asSubstitute = (user: Sql): Sql => sql`json_build_object('id', ${user}.id, 'name', ${user}.full_name,
  'isActive', ${user}.status = 'active' and ${user}.deleted_at is null)`

/** What a rule may be asked about, beside the task itself. */
export type Place = { process: string | null; workspace: string | null }

export async function namesOfPlace(tx: Tx, process: string | null): Promise<Place> {
  const { rows } = await sql<Place>`select p.name as process, w.name as workspace
    from processes p join workspaces w on w.id = p.workspace_id where p.id = ${process}::uuid`.execute(tx)
  return rows[0] ?? { process: null, workspace: null }
}
