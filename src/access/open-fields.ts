import { sql } from 'kysely'
import type { AppId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { Actor } from './actor.ts'

/**
 * The fields of an app that pages have opened to a person from outside, by code; null: every field. A field added after
 * a page was published is not among them (AT-081). What a task shows is decided by its form, not here.
 */
export async function openFields(db: Db, actor: Actor, app: AppId): Promise<ReadonlySet<string> | null> {
  if (actor.kind !== 'user' || actor.userKind === 'employee') return null
  const { rows } = await sql<{ fields: string[] | null }>`
    select fields from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}`.execute(
    db,
  )
  return rows.some(({ fields }) => fields === null) ? null : new Set(rows.flatMap(({ fields }) => fields ?? []))
}
