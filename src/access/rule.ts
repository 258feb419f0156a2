import { sql } from 'kysely'
import type { AppId } from '../base/ids.ts'
import type { Sql } from '../sql/database.ts'
import type { Actor, UserActor } from './actor.ts'
import type { PermissionOn, Resource, ResourceKind } from './permissions.ts'
import { systemGroups } from './system-groups.ts'

/** Why somebody may. Each has a sentence in `reasons.ts`. */
export type Because =
  | 'everyone'
  | 'administrator'
  | 'supervisor'
  | 'self'
  | 'employee'
  | 'visible'
  | 'open_app'
  | 'grant'
  | 'folder'
  | 'field'
  | 'head'
  | 'author'
  | 'organization'
  | 'task'
  | 'initiator'
  | 'candidate'
  | 'assignee'
  | 'uploader'
  | 'item'
  | 'portal_user'
  | 'auditor'
  | 'workspace_administrator'
  | 'substitution'

/** A reason, and the id of the row that is it; null where the actor's own standing is. */
export type Derivation = { because: Because; fact: string | null }

/**
 * One way to hold a permission; a rule is a list of them, any of which suffices.
 *
 * - `wide`: a condition on the actor (and the app asked about), true for every thing at once. In a list it is a
 *   one-time filter. `fact` is the row that is the reason, where it is not the actor's own standing.
 * - `rows`: a statement that selects `id` of each thing it reaches and `fact`, the id of the row that is the reason.
 *   For one thing its id is compared, for a list it becomes a semi-join. One text, both uses.
 */
export type WideBranch = Skippable & {
  because: Because
  wide: Sql<boolean>
  fact?: Sql
  /** The names in `when` say the same as `wide`, so that a statement which compares the facts need not ask again. */
  isFact?: true
}
export type RowsBranch = Skippable & { because: Because; rows: Sql<{ id: string; fact: string }> }

/**
 * Names of facts (`KindRules.facts`) of which one has to hold for the branch to reach anything. Where none holds, lists
 * leave the branch out. It is a matter of speed only: a branch that is kept asks everything again.
 */
type Skippable = { when?: readonly string[] }
export type Branch = WideBranch | RowsBranch

/** Where a list looks: items are listed within one app, or within the app that another row names. */
export type Within = {
  app?: AppId | Sql
  /** The facts of the actor are compared in the same statement, so the grants they are named after need no second look. */
  factsHeld?: boolean
  /** False: without what the actor may for somebody absent. */
  lent?: boolean
}

export type Rule = (actor: UserActor, within: Within) => Branch[]

/** What a kind of thing must say: whether one is there at all, and a rule for each permission asked of it. */
export type KindRules<K extends ResourceKind> = {
  present: (resource: Extract<Resource, { kind: K }>) => Sql<boolean>
  rules: { [P in PermissionOn<K>]: Rule }
  /**
   * Facts about the actor that hold now, asked once before a list, so that its statement is made of the few branches
   * that can reach this actor at all: with every branch in it, planning and starting an item list took ten times as
   * long as running it. Two statements of one column: `names` for `when`, and `marks`, quick to read, which are the
   * same as before as long as the names are.
   */
  facts?: (actor: UserActor, within: Within) => { names: Sql<string>; marks: Sql<string> }
  /** Permissions that a process step or the system itself may use under its own name; deeds outside are refused. */
  forSystem?: readonly PermissionOn<K>[]
  /** Permissions of people without a session. Only doors have some. */
  forAnonymous?: readonly PermissionOn<K>[]
}

/** Everybody the actor counts as. */
export const principalsOf = (actor: UserActor): Sql =>
  sql`(select principal_id from actor_principals where user_id = ${actor.id})`

/** A token has the administration rights of its person only when it was made so. */
export const administers = (actor: UserActor): WideBranch => ({
  because: 'administrator',
  wide:
    actor.token?.administers === false
      ? sql`false`
      : sql`${actor.id} in (select user_id from user_principals where principal_id = ${systemGroups.administrators}
    union all select supervisor_id from company)`,
})

export const supervises = (actor: UserActor): WideBranch => ({
  because: 'supervisor',
  wide: actor.token ? sql`false` : sql`exists (select from company where supervisor_id = ${actor.id})`,
})

export const isEmployee = (actor: UserActor): WideBranch => ({
  because: 'employee',
  wide: sql`${sql.lit(actor.userKind === 'employee')}`,
})

export const everyone: WideBranch = { because: 'everyone', wide: sql`true` }

/** Where the actor's session lives and the account is one that may sign in. */
export const livingSession = (actor: UserActor): Sql => sql`sessions s join users u on u.id = s.user_id
  and s.id = ${actor.session} and s.user_id = ${actor.id} and s.ended_at is null and s.expires_at > now()
  and u.status = 'active' and u.deleted_at is null`

/**
 * The session and the account, read again in the statement that decides or lists: whoever was locked, signed out or
 * lost the seat a moment ago is refused by the same snapshot that reads the data (access.md rule 6).
 */
export const stillHere = (actor: Actor): Sql<boolean> =>
  actor.kind === 'user' ? sql`exists (select from ${livingSession(actor)})` : sql`true`
