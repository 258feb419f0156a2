import { expect, test } from 'vitest'
import { systemGroups } from '../../src/access/system-groups.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { type Case, openWalls } from './open-walls.ts'

/** What a group may hold and where it may be used, past every command (migration 0013). */
const world = await makeServiceDeskWorld()
const { pool, people, desk } = world
const support = await world.group('support')
const one = async (statement: string, given: unknown[] = []): Promise<string> =>
  (await pool.query(statement, given)).rows[0].id
const position = await one(`select id from org_elements where kind = 'position' limit 1`)
const { tried } = await openWalls(pool)
const member = 'insert into group_members (group_id, member_id, audience) values ($1, $2, $3)'

const { app, workspace } = desk
const made = (name: string, scope: 'workspace' | 'app', type: 'group' | 'role', at: string = app) =>
  one(
    `with principal as (insert into principals (id, kind, audience) values (uuid7(), 'group', 'employees') returning id)
     insert into groups (id, audience, scope, type, code, name, workspace_id, app_id)
     select id, 'employees', $2, $3, $1, $1, (select workspace_id from apps where id = $4), case $2 when 'app' then $4::uuid end
     from principal returning id`,
    [name, scope, type, at],
  )
test('groups hold what they may, and each wall is what stands in the way (I93, I96)', async () => {
  const role = await made('desk_lead', 'workspace', 'role')
  const ofApp = await made('desk_readers', 'app', 'group')
  const ofWorkspace = await made('desk_staff', 'workspace', 'group')
  await pool.query(member, [role, people.kevin, 'employees'])
  const byHand = 'group_members!group_members_by_hand'
  const cases: Case[] = [
    ['two in a role', member, [role, people.lena, 'employees'], byHand],
    ['a group in a role', member, [role, support, 'employees'], byHand],
    ['a group among the Administrators', member, [systemGroups.administrators, support, 'employees'], byHand],
    [
      'a position among the CRM solution users',
      member,
      [systemGroups.crmUsers, position, 'employees'],
      `${byHand} group_members!group_members_licensed group_members!group_members_take_seat`,
    ],
    ['a group of an app in one of its workspace', member, [ofWorkspace, ofApp, 'employees'], byHand],
    [
      'a group of an app for the access to a workspace (I96)',
      `insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2)`,
      [workspace, ofApp],
      'visibility!visibility_without_app_groups',
    ],
    [
      'the same as a grant (I96)',
      `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights) values (uuid7(), $2, 'employees', 'workspace', $1, '{administer}')`,
      [workspace, ofApp],
      'grants!grants_without_app_groups',
    ],
    [
      'a role that becomes a group',
      `update groups set type = 'group' where id = $1`,
      [role],
      'groups!groups_kind_fixed',
    ],
    [
      'more in the CRM solution users than licences',
      member,
      [systemGroups.crmUsers, people.kevin, 'employees'],
      'group_members!group_members_licensed group_members!group_members_take_seat',
    ],
  ]
  for (const [what, statement, given, wall] of cases) {
    expect(await tried(statement, given), what).toMatch(/holds|stays in|keeps its|no access to|more members than/)
    expect(await tried(statement, given, wall), what).toBe('went through')
  }
})
