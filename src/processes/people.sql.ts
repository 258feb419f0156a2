import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import type { Variables } from '../engine/instance.ts'
import type { Db } from '../sql/database.ts'
import type { FormFieldShape } from '../tasks/contract.ts'

/** People named in variables must be employees who are here; an outsider, a locked one and an unknown id look the same. */
export async function refuseStrangers(db: Db, fields: readonly FormFieldShape[], variables: Variables): Promise<void> {
  const people = fields.filter(({ from, type }) => from === 'variable' && type === 'user')
  const ids = people.flatMap(({ code }) => (typeof variables[code] === 'string' ? [variables[code]] : []))
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from users where id = any (${ids}::uuid[]) and kind = 'employee' and status = 'active' and deleted_at is null`.execute(
    db,
  )
  const known = new Set(rows.map(({ id }) => id))
  const strange = people.filter(({ code }) => typeof variables[code] === 'string' && !known.has(variables[code]))
  if (strange.length === 0) return
  throw new Refusal(
    'unprocessable',
    'form.values_invalid',
    `${strange[0]!.name}: Expected an active employee, found nobody by this id.`,
    { issues: strange.map(({ code }) => ({ path: ['values', code], message: 'Expected an active employee.' })) },
  )
}

export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, full_name as name from users where id = any (${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
