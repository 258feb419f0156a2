import { sql } from 'kysely'
import { Refusal, notFound } from '../base/refusal.ts'
import type { Db, Sql } from '../sql/database.ts'
import { executeRemembered, given } from '../sql/remembered-statements.ts'
import type { Actor, UserActor } from './actor.ts'
import { anyOf, branchesOf, firstReason, idOf, kindOf, viewOf, withinOf } from './branches.ts'
import { decidedBy, permissions, type Permission, type Resource, type ResourceOf } from './permissions.ts'
import { type Facts, factsFor, lazily } from './facts.ts'
import { isHere, narrowedTo } from './narrowed.ts'
import { isShutOut, portalInactive } from './portal-gate.ts'
import { stillHere, type Because, type Branch, type Derivation, type Within } from './rule.ts'
import { hasSubstitution } from './rules/substituted.ts'
import { withinToken } from './token-scope.ts'
import { whomToAsk } from './whom-to-ask.ts'

/**
 * The only place that decides (access.md §4). Three questions on one text of rules:
 * `decide` — may this actor do this to that thing, and why; `visible` — the same as a condition for lists;
 * `explain` — every reason, for the page that answers "why?".
 */
/** `now` is the database's clock, for whoever decides about a user. */
export type Decision =
  | { allowed: true; because: Because; now?: Date }
  | { allowed: false; seen: boolean; shutOut?: true }

type Answer = {
  seen: Because | null
  allowed: Because | null
  present: boolean
  shut_out: boolean
  lent: boolean
  now: Date
}

export async function decide<P extends Permission>(
  db: Db,
  actor: Actor,
  permission: P,
  resource: ResourceOf<P>,
): Promise<Decision> {
  if (actor.kind !== 'user') {
    if (!mayByKind(actor, permission)) return { allowed: false, seen: false }
    const kind = kindOf(resource.kind)
    const { rows } = await sql<{ present: boolean }>`select ${kind.present(resource as never)} as present`.execute(db)
    return rows[0]?.present ? { allowed: true, because: 'everyone' } : { allowed: false, seen: false }
  }
  const own = await ask(db, actor, permission, resource, false)
  // What one lacks oneself may come from somebody absent, and only whoever acts for somebody is asked about that.
  const answer = own.lent && !(own.seen && own.allowed) ? await ask(db, actor, permission, resource, true) : own
  if (answer.shut_out) return { allowed: false, seen: false, shutOut: true }
  if (!answer.present || !answer.seen) return { allowed: false, seen: false }
  return answer.allowed ? { allowed: true, because: answer.allowed, now: answer.now } : { allowed: false, seen: true }
}

async function ask<P extends Permission>(db: Db, actor: UserActor, permission: P, asked: ResourceOf<P>, lent: boolean) {
  const key = `decide ${permission} ${actor.id} ${actor.session} ${withinOf(asked).app ?? ''} ${lent}`
  const [answer] = await executeRemembered(db, key, () => deciding(actor, permission, asked, lent), idOf(asked))
  return answer!
}

/** The question, about any thing of this kind. */
function deciding<P extends Permission>(
  actor: UserActor,
  permission: P,
  asked: ResourceOf<P>,
  lent: boolean,
): Sql<Answer> {
  const resource = ('id' in asked ? { ...asked, id: given } : asked) as Resource
  const kind = kindOf(resource.kind)
  const within = { ...withinOf(resource), lent }
  const view = viewOf(resource.kind)
  return sql`${narrowedTo(actor)}
    select now() as now, ${mayHaveLent(actor)} as lent, ${isShutOut(actor, permission)} as shut_out, ${kind.present(resource as never)} and ${reaching(isHere, actor, permission, sql`${idOf(resource)}::uuid`, within)} as present,
      ${firstReason(branchesOf(view, actor, within), resource)} as seen,
      ${firstReason(branchesOf(permission, actor, within), resource)} as allowed`
}

/** Whether a process step, the system or somebody without a session may by what the kind of thing permits them. */
function mayByKind(actor: Exclude<Actor, UserActor>, permission: Permission): boolean {
  const { forAnonymous, forSystem } = kindOf(permissions[permission])
  return (actor.kind === 'anonymous' ? forAnonymous : forSystem)?.includes(permission) ?? false
}

/**
 * Refuses unless allowed: unseen is 404 and looks like nothing there, seen but not allowed is 403. Gives the database's
 * clock where it was asked about a user.
 */
export async function require<P extends Permission>(
  db: Db,
  actor: Actor,
  permission: P,
  resource: ResourceOf<P>,
): Promise<Date | undefined> {
  // Nobody's rights are asked here, and whether the thing is there is found by the statement that takes it.
  if (actor.kind !== 'user' && mayByKind(actor, permission)) return undefined
  const decision = await decide(db, actor, permission, resource)
  if (decision.allowed) return decision.now
  if (decision.shutOut) throw portalInactive()
  if (!decision.seen) throw notFound()
  const whom = await whomToAsk(db, actor, resource as Resource)
  const lacking = `You can see this, but you do not have the permission “${permission}” for it.`
  if (whom.length === 0) {
    throw new Refusal(
      'forbidden',
      'access.forbidden',
      `${lacking} Ask ${decidedBy[permission] ?? 'an administrator'}.`,
      { permission },
    )
  }
  const names = whom.join(', ')
  throw new Refusal('forbidden', 'access.ask', `${lacking} Who could give it: ${names}.`, { permission, whom: names })
}

export type Scope = {
  /** The permission as a condition on the row called `target`. */
  visible: Sql<boolean>
  /** Another permission as an expression on a `target` that is known to be visible: for abilities of rows. */
  ability(permission: Permission): Sql<boolean>
  /** Codes of the fields that pages have opened to a person from outside; null: every field (see open-fields.ts). */
  fields: ReadonlySet<string> | null
  /** Names what `visible` and `ability` are made of, for statements that are remembered; undefined for others. */
  key?: string | undefined
}

/**
 * The rule as a condition on the row called `target`, for lists, counts, sums, search and export. What can reach the
 * actor at all is asked first, in one round trip, because "sees everything" and "sees 20 of a million" need different
 * plans: the one walks an index in the order of the page, the other starts from the few rows that reach the actor. The
 * condition asks everything again, so that nothing is decided outside the snapshot that reads the data. With
 * `isRepeatable`, for callers who ask once more when nothing is found, it may come from memory (facts.ts).
 */
export async function scope(
  db: Db,
  actor: Actor,
  permission: Permission,
  within: Within = {},
  isRepeatable = false,
): Promise<Scope> {
  if (actor.kind !== 'user') return { visible: sql`false`, ability: () => sql`false`, fields: null }
  const view = viewOf(permissions[permission])
  const facts = await factsFor(db, actor, permission, within, isRepeatable)
  const asked = await reach(db, actor, permission, within, facts)
  // What one may not see is not there, whatever else was given of it (rule 5); so a right to edit alone lists nothing.
  const visible =
    permission === view ? asked : sql<boolean>`(${asked} and ${await reach(db, actor, view, within, facts)})`
  return {
    visible,
    key: facts.key && `${permission} ${facts.key}`,
    ability: (other) => lazily(() => onTarget(possible(branchesOf(other, actor, within), facts))),
    fields: actor.userKind === 'employee' ? null : fieldsAmong(facts),
  }
}

function fieldsAmong({ names }: Facts): ReadonlySet<string> | null {
  if (!names || names.has('every_field')) return null
  return new Set([...names].flatMap((fact) => (fact.startsWith('field:') ? [fact.slice('field:'.length)] : [])))
}

export const visible = async (
  db: Db,
  actor: Actor,
  permission: Permission,
  within: Within = {},
): Promise<Sql<boolean>> => (await scope(db, actor, permission, within)).visible

/**
 * The branches that can reach the actor by these facts. Where the statement itself finds that they are still the facts,
 * a branch that is nothing but one of them needs no second look.
 */
function possible(branches: Branch[], { names, hold }: Facts): Branch[] {
  if (!names) return branches
  return branches
    .filter(({ when }) => !when || when.some((fact) => names.has(fact)))
    .map((branch) => (hold && 'wide' in branch && branch.isFact ? { ...branch, wide: sql<boolean>`true` } : branch))
}

type Wide = { all: boolean; shut_out: boolean; lent: boolean }

/** Nobody from outside acts for anybody. */
const mayHaveLent = (actor: UserActor): Sql<boolean> =>
  actor.userKind === 'external' ? sql`false` : hasSubstitution(actor)

async function reach(
  db: Db,
  actor: UserActor,
  permission: Permission,
  within: Within,
  facts: Facts,
): Promise<Sql<boolean>> {
  if (facts.names) {
    return lazily(() => {
      const held = { ...within, factsHeld: facts.hold !== undefined }
      const branches = possible(branchesOf(permission, actor, held), facts)
      const { wide, rows } = sorted(branches)
      const here = reaching(facts.hold ?? stillHere(actor), actor, permission, sql`target.id`, within)
      if (rows.length === 0 || branches.some((branch) => 'wide' in branch && branch.isFact)) return seesAll(here, wide)
      // What an absent person may is wide only if it is: who acts for somebody keeps the rows of their own.
      return wide.length === 0 ? seesSome(here, rows) : sql`(${here} and (${anyOf(wide)} or ${seesSome(here, rows)}))`
    })
  }
  const { wide, rows } = sorted(branchesOf(permission, actor, { ...within, lent: false }))
  const here = reaching(stillHere(actor), actor, permission, sql`target.id`, within)
  if (actor.userKind === 'employee' && rows.length === 0) return seesAll(here, wide)
  if (actor.userKind === 'external' || wide.length > 0) {
    const key = `wide ${permission} ${actor.id} ${actor.session} ${String(within.app ?? '')}`
    const [asked] = await executeRemembered(
      db,
      typeof within.app === 'object' ? undefined : key,
      () => sql<Wide>`
      select ${anyOf(wide)} as all, ${mayHaveLent(actor)} as lent, ${isShutOut(actor, permission)} as shut_out`,
    )
    if (asked!.shut_out) throw portalInactive()
    if (rows.length === 0 || asked!.all) return seesAll(here, wide)
    if (!asked!.lent) return seesSome(here, rows)
  }
  return seesSome(here, sorted(branchesOf(permission, actor, within)).rows)
}

const sorted = (branches: Branch[]) => ({
  wide: branches.flatMap((branch) => ('wide' in branch ? [branch.wide] : [])),
  rows: branches.flatMap((branch) => ('rows' in branch ? [branch.rows] : [])),
})

const seesAll = (here: Sql<boolean>, wide: Sql<boolean>[]): Sql<boolean> => sql`(${here} and ${anyOf(wide)})`

function seesSome(here: Sql<boolean>, rows: Sql[]): Sql<boolean> {
  const reached = rows.map((select) => sql`select id from (${select}) reached`)
  return sql`(${here} and target.id in (${sql.join(reached, sql` union all `)}))`
}

/**
 * A rule as an expression on the row called `target`, for abilities in statements that are made outside of a list's
 * scope. It asks nothing first; on some dozens of rows a look into each branch's index is cheaper than a round trip.
 */
export const ability = (actor: Actor, permission: Permission, within: Within = {}): Sql<boolean> =>
  actor.kind === 'user' ? onTarget(branchesOf(permission, actor, within)) : sql`false`

const onTarget = (branches: Branch[]): Sql<boolean> =>
  anyOf(
    branches.map((branch) =>
      'wide' in branch ? branch.wide : sql`exists (select from (${branch.rows}) reached where reached.id = target.id)`,
    ),
  )

/** Every reason why the actor may, each with the row that says so; empty when not allowed or not seen. */
export async function explain<P extends Permission>(
  db: Db,
  actor: UserActor,
  permission: P,
  resource: ResourceOf<P>,
): Promise<Derivation[]> {
  const within = withinOf(resource)
  const branches = branchesOf(permission, actor, within)
  if (branches.length === 0) return []
  const view = branchesOf(viewOf(resource.kind), actor, within)
  const reasons = branches.map((branch) =>
    'wide' in branch
      ? sql`select ${branch.because} as because, ${branch.fact ?? sql`null`}::text as fact where ${branch.wide}`
      : sql`select ${branch.because} as because, fact::text from (${branch.rows}) reached where id = ${idOf(resource)}`,
  )
  const { rows } = await sql<Derivation>`${narrowedTo(actor)}
    select because, fact from (${sql.join(reasons, sql` union all `)}) reasons
    where ${kindOf(resource.kind).present(resource as never)} and ${reaching(isHere, actor, permission, sql`${idOf(resource)}::uuid`, within)}
      and not ${isShutOut(actor, permission)} and ${firstReason(view, resource)} is not null`.execute(db)
  return rows
}

/** That the session lives, and beside it, that the thing is within what a token reaches. */
function reaching(here: Sql<boolean>, actor: UserActor, permission: Permission, id: Sql, within: Within): Sql<boolean> {
  const isWithin = withinToken(actor.token, permissions[permission], id, within)
  return isWithin ? sql`(${here} and ${isWithin})` : here
}
