import { sql } from 'kysely'
import type { Sql } from '../../sql/database.ts'
import type { UserActor } from '../actor.ts'
import type { Branch, RowsBranch, Within } from '../rule.ts'
import {
  appsOfRows,
  holds,
  isWhole,
  itemsInFolders,
  itemsNaming,
  itemsWrittenBy,
  reachedFolders,
  singleItems,
} from './data-rights.ts'

/**
 * In an app that lets rights pass up, every head above a person in the org chart may what that person may through rows:
 * their own, those of their groups and places, and those for what they wrote or are named in. Not administration, not
 * what a task gives, and not who sees a menu. The views of migration 0039 say who is below whom; most people lead
 * nobody, and theirs are left out of a list by the fact `head`.
 */
export const leadsHere = (actor: UserActor, { app }: Within): Sql<boolean> =>
  sql`(exists (select from org_elements where lead_id = ${actor.id}) and ${letsPass(app)})`

const letsPass = (app: unknown): Sql<boolean> => sql`(select heads_inherit from apps where id = ${app})`

const asHead = { because: 'head', when: ['head'] } as const

const rows = (select: RowsBranch['rows']): RowsBranch => ({ ...asHead, rows: select })

const grants = (actor: UserActor): Sql => sql`select * from head_grants where actor_id = ${actor.id}`

const below = (actor: UserActor, { app }: Within): Sql =>
  sql`select principal_id, null::uuid as fact from head_principals where user_id = ${actor.id} and ${letsPass(app)}`

export function itemsOfThoseBelow(actor: UserActor, within: Within, right: string): Branch[] {
  if (actor.userKind === 'external') return []
  const onApp = sql`head_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${within.app}
    and narrowed_to = 'all' and ${holds(right)}`
  return [
    {
      ...asHead,
      wide: sql`(exists (select from ${onApp}) and ${isWhole(within)})`,
      fact: sql`(select grant_id from ${onApp} limit 1)`,
    },
    rows(itemsInFolders(grants(actor), within, right)),
    rows(singleItems(grants(actor), within, right)),
    rows(itemsWrittenBy(below(actor, within), within, right)),
    rows(itemsNaming(below(actor, within), within, right)),
  ]
}

/** Apps in which somebody below was given something; with a right, the app itself. */
export function appsOfThoseBelow(actor: UserActor, right: string | null): Branch[] {
  if (actor.userKind === 'external') return []
  const onApp = sql<{ id: string; fact: string }>`
    select resource_id as id, grant_id as fact from head_grants where actor_id = ${actor.id} and resource_kind = 'app'
      and ${right ? holds(right) : sql`true`}`
  const onRows = right ? [] : [appsOfRows(sql`head_grants`, actor)]
  return [onApp, ...onRows].map((select) => ({ because: 'head', rows: select }))
}

export const foldersOfThoseBelow = (actor: UserActor, right: string): Branch[] =>
  actor.userKind === 'external' ? [] : [{ because: 'head', rows: reachedFolders(grants(actor), right) }]
