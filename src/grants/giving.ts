import { type Actor, personBehind } from '../access/actor.ts'
import { decide } from '../access/decide.ts'
import { heldRights, type Right } from '../access/held.ts'
import { systemGroups } from '../access/system-groups.ts'
import { appFields } from '../apps/queries/app-fields.ts'
import { readItem } from '../apps/queries/read-items.ts'
import type { GrantId, GroupId, OrganizationId, PrincipalId, UserId } from '../base/ids.ts'
import { notFound, Refusal } from '../base/refusal.ts'
import { changed } from '../operations/changed.ts'
import type { CommandContext } from '../operations/operation.ts'
import type { Tx } from '../sql/database.ts'
import {
  appOf,
  endRow,
  findPrincipal,
  findRow,
  insertRow,
  lockPlace,
  type Principal,
  type Row,
  standsThere,
} from './grant.sql.ts'
import { refuseBeyond, refusePast, refuseThroughWall } from './grant.ts'
import type { Place } from './place.ts'

export type Given = {
  to: PrincipalId
  rights: Right[]
  narrowedTo?: 'all' | 'author' | 'field'
  field?: string | undefined
  expiresAt: string | null
  reason: string
}

/** An item is there only in its own table, which access does not read. */
async function take(tx: Tx, actor: Actor, place: Place): Promise<void> {
  const isThere = await lockPlace(tx, place)
  if (!isThere || (place.kind === 'item' && !(await readItem(tx, actor, place.app, place.id)))) throw notFound()
}

/** Whom the giver may not see is not there for them either. */
async function whom(tx: Tx, actor: Actor, id: PrincipalId): Promise<Principal> {
  const found = await findPrincipal(tx, id)
  if (found && (await maySee(tx, actor, found))) return found
  throw new Refusal(
    'invalid',
    'grants.nobody',
    'Expected a person, group, department, position or organization that you can see. Choose one from the list.',
  )
}

async function maySee(tx: Tx, actor: Actor, { id, kind, audience }: Principal): Promise<boolean> {
  if (actor.kind !== 'user') return true
  if (kind === 'user') return (await decide(tx, actor, 'user.view', { kind, id: id as UserId })).allowed
  if (kind === 'organization')
    return (await decide(tx, actor, 'organization.view', { kind, id: id as OrganizationId })).allowed
  // Groups of employees and places of the chart are shown wherever rights are given; groups of people from outside are not.
  return (
    audience === 'employees' || (await decide(tx, actor, 'group.view', { kind: 'group', id: id as GroupId })).allowed
  )
}

async function refuseField(tx: Tx, place: Place, { narrowedTo, field, to }: Given): Promise<void> {
  if (narrowedTo !== 'field' || place.kind !== 'app') return
  const { fields } = await appFields(tx, place.id)
  if (!fields.some(({ code, type }) => code === field && type === 'user')) {
    throw new Refusal(
      'invalid',
      'grants.no_such_field',
      `Expected the code of a published field that holds people, but this app has none called “${field}”.`,
    )
  }
  if (to !== systemGroups.allUsers && to !== systemGroups.externalUsers) {
    throw new Refusal(
      'invalid',
      'grants.field_is_everybodys',
      'Expected All users or External users: who it is says the field of each item.',
    )
  }
}

/** A row by hand on a place, with everything that may stand against it. */
export async function giveRights(context: CommandContext, place: Place, given: Given): Promise<{ id: GrantId }> {
  const { tx, actor, now, note } = context
  await take(tx, actor, place)
  const { name, audience } = await whom(tx, actor, given.to)
  const expiresAt = given.expiresAt === null ? null : new Date(given.expiresAt)
  refusePast(expiresAt, now)
  refuseThroughWall(audience, name, given.rights)
  await refuseField(tx, place, given)
  refuseBeyond(await heldRights(tx, actor, place), given.rights)
  const row = { ...given, audience, expiresAt, narrowedTo: given.narrowedTo ?? 'all', field: given.field ?? null }
  if (await standsThere(tx, place, row)) {
    throw new Refusal(
      'conflict',
      'grants.already',
      `Expected somebody who has no such row here, but “${name}” has one. Change that one instead.`,
    )
  }
  const id = await insertRow(tx, place, row, personBehind(actor))
  await tell(tx, place)
  note({
    grant: id,
    to: given.to,
    name,
    rights: given.rights,
    narrowedTo: row.narrowedTo,
    field: row.field,
    expiresAt: given.expiresAt,
    reason: given.reason,
  })
  return { id }
}

/** The row as it stands now; one that ended a moment ago is said to have. */
async function standing(tx: Tx, place: Place, id: GrantId): Promise<Row> {
  const row = await findRow(tx, place, id)
  if (!row) throw notFound()
  if (row.hasEnded) {
    throw new Refusal(
      'conflict',
      'grants.ended_meanwhile',
      `Expected a row that stands, but the one of “${row.name}” was changed or taken away meanwhile. Look at the table again.`,
    )
  }
  if (row.isOfPage) {
    throw new Refusal(
      'conflict',
      'grants.of_a_page',
      'Expected a row given by hand, but this one comes from a published portal page. Change the page and publish it.',
    )
  }
  return row
}

type Change = Pick<Given, 'rights' | 'expiresAt' | 'reason'>

/** Ends a row and writes another: what was given until now can be asked about for good. */
export async function changeRights(
  context: CommandContext,
  place: Place,
  id: GrantId,
  change: Change,
): Promise<{ id: GrantId }> {
  const { tx, actor, now, note } = context
  await take(tx, actor, place)
  const before = await standing(tx, place, id)
  const expiresAt = change.expiresAt === null ? null : new Date(change.expiresAt)
  refusePast(expiresAt, now)
  refuseThroughWall(before.audience, before.name, change.rights)
  // What stands there already is given by whoever gave it, for as long as they gave it.
  const isLonger = before.expiresAt !== null && (expiresAt === null || expiresAt > before.expiresAt)
  refuseBeyond(
    await heldRights(tx, actor, place),
    change.rights.filter((right) => isLonger || !before.rights.includes(right)),
  )
  await endRow(tx, id, personBehind(actor))
  const next = await insertRow(tx, place, { ...before, ...change, expiresAt }, personBehind(actor))
  await tell(tx, place)
  note({
    grant: next,
    instead: id,
    to: before.to,
    name: before.name,
    changes: { rights: [before.rights, change.rights] },
  })
  return { id: next }
}

export async function takeRights(context: CommandContext, place: Place, id: GrantId): Promise<null> {
  const { tx, actor, note } = context
  await take(tx, actor, place)
  const { to, name, rights } = await standing(tx, place, id)
  await endRow(tx, id, personBehind(actor))
  await tell(tx, place)
  note({ grant: id, to, name, rights })
  return null
}

async function tell(tx: Tx, place: Place): Promise<void> {
  const app = await appOf(tx, place)
  await changed(tx, { topics: ['workspaces', `app:${app}`, `${place.kind}:${place.id}`], employees: true })
}
