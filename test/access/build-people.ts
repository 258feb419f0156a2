import { sql } from 'kysely'
import { systemGroups } from '../../src/access/system-groups.ts'
import { newId, type SessionId, type UserId, type WorkspaceId } from '../../src/base/ids.ts'
import type { Tx } from '../../src/sql/database.ts'
import { type Built, insert, longAgo, type Names, some } from './rows.ts'
import { membersOf, type SmallWorld, supervisorOf, tokenIn, usersOf } from './small-world.ts'

export async function makePrincipals(
  tx: Tx,
  world: SmallWorld,
  made: Built,
  elements: string[],
  portalGroups: string[],
) {
  const audience = (outside: boolean) => (outside ? 'external' : 'employees')
  await insert(tx, 'principals', [
    ...world.people.map(({ outside }, at) => ({ id: made.user[at], kind: 'user', audience: audience(outside) })),
    ...world.groups.map(({ outside }, at) => ({ id: made.group[at], kind: 'group', audience: audience(outside) })),
    ...made.organization.map((id) => ({ id, kind: 'organization', audience: 'external' })),
    ...elements.map((id) => ({ id, kind: 'org_element', audience: 'employees' })),
    ...portalGroups.map((id) => ({ id, kind: 'group', audience: 'external' })),
  ])
  await insert(
    tx,
    'organizations',
    made.organization.map((id, at) => ({
      id,
      audience: 'external',
      name: `Organization ${at}`,
      created_at: longAgo,
      version: 1,
    })),
  )
}

export async function makePeople(tx: Tx, world: SmallWorld, made: Built) {
  await insert(
    tx,
    'users',
    world.people.map((person, at) => ({
      id: made.user[at],
      kind: person.outside ? 'external' : 'employee',
      status: person.locked ? 'locked' : 'active',
      full_name: `Person ${at}`,
      organization_id: person.outside && person.organization !== null ? made.organization[person.organization] : null,
      password_hash: 'none',
      language: 'en',
      time_zone: 'UTC',
      created_at: longAgo,
      registered_at: longAgo,
      locked_at: person.locked ? longAgo : null,
      version: 1,
    })),
  )
  made.actors = world.people.map(({ outside }, at) => ({
    kind: 'user',
    id: made.user[at] as UserId,
    userKind: outside ? 'external' : 'employee',
    session: newId<'session'>() as SessionId,
  }))
  const token = tokenIn(world)
  if (token) {
    const workspaces = token.places && token.places.map((at) => made.workspace[at] as WorkspaceId)
    const id = newId<'session'>() as SessionId
    made.actors[world.looksAt]!.token = { id, name: 'Program', administers: token.administers, workspaces }
  }
  await insert(
    tx,
    'sessions',
    world.people.map(({ outside, session }, at) => ({
      id: made.actors[at]!.session,
      token_hash: `\\x${made.actors[at]!.session.replaceAll('-', '')}`,
      user_id: made.user[at],
      side: outside ? 'portal' : 'employee',
      created_at: longAgo,
      last_seen_at: longAgo,
      expires_at: session === 'expired' ? some.past : some.future,
      ended_at: session === 'ended' ? longAgo : null,
      end_reason: session === 'ended' ? 'signed_out' : null,
      user_agent: '',
      address: '',
    })),
  )
  const supervisor = supervisorOf(world)
  if (supervisor !== null) {
    await sql`insert into seats (id, kind, user_id) values (uuid7(), 'named', ${made.user[supervisor]})`.execute(tx)
    await sql`update company set supervisor_id = ${made.user[supervisor]}`.execute(tx)
  }
}

export async function makeStructure(
  tx: Tx,
  world: SmallWorld,
  made: Built,
  { elements, portalGroups, idOf }: Names & { elements: string[]; portalGroups: string[] },
) {
  // A chart has one root, the cast's; what stands at the top of the small world hangs on it and changes nothing by that.
  const { rows: tops } = await sql<{ id: string }>`select id from org_elements where parent_id is null`.execute(tx)
  const inside = (at: number | null) => (at !== null && !world.people[at]!.outside ? made.user[at]! : null)
  await insert(
    tx,
    'org_elements',
    world.elements.map(({ parent, lead }, at) => ({
      id: elements[at],
      audience: 'employees',
      kind: 'department',
      name: `Department ${at}`,
      parent_id: parent === null ? tops[0]!.id : elements[parent],
      lead_id: inside(lead),
      lead_kind: 'employee',
      sort: 0,
      version: 1,
    })),
  )
  await insert(
    tx,
    'org_members',
    world.elements.flatMap(({ members }, at) =>
      members.flatMap((member) => {
        const user_id = inside(member)
        return user_id ? [{ element_id: elements[at], user_id, user_kind: 'employee' }] : []
      }),
    ),
  )
  const groupRow = { type: 'group', description: '', created_at: longAgo, version: 1 }
  await insert(tx, 'groups', [
    ...world.groups.map(({ outside, place }, at) => ({
      ...groupRow,
      id: made.group[at],
      audience: outside ? 'external' : 'employees',
      scope: place === null ? 'company' : 'workspace',
      code: `group_${at}`,
      name: `Group ${at}`,
      workspace_id: place === null ? null : made.workspace[place],
      membership: 'by_hand',
    })),
    ...portalGroups.map((id, at) => ({
      ...groupRow,
      id,
      audience: 'external',
      scope: 'workspace',
      code: `portal_users_${at}`,
      name: `Users of portal ${at}`,
      workspace_id: made.workspace[at],
      membership: 'computed',
    })),
  ])
  const administrators = world.people.flatMap(({ administers, outside }, at) =>
    administers && !outside
      ? [{ group: systemGroups.administrators as string, member: made.user[at]!, outside: false }]
      : [],
  )
  const ofGroups = world.groups.flatMap(({ outside }, at) =>
    membersOf(world, at).map((one) => ({ group: made.group[at]!, member: idOf(one), outside })),
  )
  const ofPortals = world.portals.flatMap((_, at) =>
    usersOf(world, at).map((one) => ({ group: portalGroups[at]!, member: idOf(one), outside: true })),
  )
  const rows = new Map([...administrators, ...ofGroups, ...ofPortals].map((row) => [`${row.group} ${row.member}`, row]))
  await insert(
    tx,
    'group_members',
    [...rows.values()].map(({ group, member, outside }) => ({
      group_id: group,
      member_id: member,
      audience: outside ? 'external' : 'employees',
      added_at: longAgo,
    })),
  )
}
