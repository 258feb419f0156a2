import { describe, expect, test } from 'vitest'
import { systemGroups } from '../../src/access/system-groups.ts'
import { addGroupMember } from '../../src/groups/commands/add-group-member.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { openWalls, type Case } from './open-walls.ts'

/**
 * The rules that never bend, tried as the owner of the tables would: past every command. Each case names the wall that
 * stands in its way and shows, in a transaction that is undone, that without that very wall it would go through. So a
 * wall that is taken away turns its case red.
 */
const world = await makeServiceDeskWorld()
const { pool, people, adam, desk } = world

const support = await world.group('support')
const one = async (statement: string, given: unknown[] = []): Promise<string> =>
  (await pool.query(statement, given)).rows[0].id
const outsiders = await makeGroup('external')
const employees = await makeGroup('employees')
const portalGroup = await one('select group_id as id from portals where id = $1', [desk.portal])
const brightwater = await one(`select id from organizations where name like 'Brightwater%'`)
const position = await one(`select id from org_elements where kind = 'position' limit 1`)
const development = await one(`select id from org_elements where name = 'Development'`)

async function makeGroup(audience: string): Promise<string> {
  const code = `plain_${audience}`
  return one(
    `with principal as (insert into principals (id, kind, audience) values (uuid7(), 'group', $1) returning id)
     insert into groups (id, audience, scope, code, name) select id, $1, 'company', $2, $2 from principal returning id`,
    [audience, code],
  )
}

const { tried, standsAgainst } = await openWalls(pool)

const member = 'insert into group_members (group_id, member_id, audience) values ($1, $2, $3)'
const grant = `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights)
  values (uuid7(), $1, $2, 'app', '${desk.app}', $3)`
const administer = `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights)
  values (uuid7(), $1, $2, 'workspace', '${desk.workspace}', '{administer}')`
const notHeld = ['assign', 'manage_processes', 'import', 'full']

describe('the external wall: nobody stands on both sides', () => {
  standsAgainst([
    [
      'a person from outside in a group of employees',
      member,
      [employees, people.dana, 'employees'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'the same, called a group of outsiders',
      member,
      [employees, people.dana, 'external'],
      'group_members.group_members_group_id_audience_fkey',
    ],
    [
      'a person from outside among the administrators',
      member,
      [systemGroups.administrators, people.dana, 'employees'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'an employee in a group of outsiders',
      member,
      [outsiders, people.kevin, 'external'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'an employee among the users of a portal',
      member,
      [portalGroup, people.kevin, 'external'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'outsiders nested in employees',
      member,
      [employees, outsiders, 'employees'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'employees nested in outsiders',
      member,
      [outsiders, employees, 'external'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'all external users nested in Support',
      member,
      [support, systemGroups.externalUsers, 'employees'],
      'group_members.group_members_member_id_audience_fkey group_members!group_members_by_hand',
    ],
    [
      'a client organization in a group of employees',
      member,
      [employees, brightwater, 'employees'],
      'group_members.group_members_member_id_audience_fkey',
    ],
    [
      'a position for somebody from outside',
      'update org_elements set lead_id = $1 where id = $2',
      [people.dana, position],
      'org_elements.org_elements_lead_id_lead_kind_fkey',
    ],
    [
      'a place in a department',
      'insert into org_members (element_id, user_id) values ($2, $1)',
      [people.dana, development],
      'org_members.org_members_user_id_user_kind_fkey',
    ],
    [
      'the administration of a workspace for somebody from outside',
      administer,
      [people.dana, 'external'],
      'grants.grants_external_wall',
    ],
    [
      'a workspace shown to outsiders',
      `insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2)`,
      [desk.workspace, portalGroup],
      'visibility.visibility_principal_id_audience_fkey',
    ],
    [
      'a portal for employees',
      'update portals set group_id = $1 where id = $2',
      [employees, desk.portal],
      'portals.portals_group_id_audience_fkey',
    ],
    [
      'an employee of a client organization',
      'update users set organization_id = $1 where id = $2',
      [brightwater, people.kevin],
      'users.users_check3',
    ],
    [
      'an employee session for somebody from outside',
      `insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), 'x', $1, 'employee', now())`,
      [people.dana],
      'sessions.sessions_user_id_user_kind_fkey',
    ],
    [
      'a portal session for an employee',
      `insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), 'x', $1, 'portal', now())`,
      [people.kevin],
      'sessions.sessions_user_id_user_kind_fkey',
    ],
    [
      'an employee seat for somebody from outside',
      `insert into seats (id, kind, user_id) values (uuid7(), 'named', $1)`,
      [people.dana],
      'seats.seats_user_id_user_kind_fkey',
    ],
    [
      'a group that changes sides',
      `update groups set audience = 'external' where id = $1`,
      [employees],
      'groups!groups_audience_fixed groups.groups_id_audience_fkey',
    ],
  ])

  test('a person does not change sides, by two walls: the kind is fixed, and what names it says so again', async () => {
    const statement = `update users set kind = 'employee', organization_id = null where id = $1`
    expect(await tried(statement, [people.dana])).toMatch(/fixed at creation/)
    expect(await tried(statement, [people.dana], 'users!users_kind_fixed')).toMatch(/violates foreign key/)
  })
})

describe('the external wall: what people from outside can hold', () => {
  standsAgainst(
    [people.dana as string, outsiders, brightwater, portalGroup, systemGroups.externalUsers as string].flatMap(
      (to, at) =>
        notHeld.map(
          (right): Case => [
            `${right}, for ${['a person', 'a group', 'an organization', 'the users of a portal', 'all external users'][at]}`,
            grant,
            [to, 'external', [right]],
            'grants.grants_external_wall',
          ],
        ),
    ),
  )
  standsAgainst([
    [
      'full, with the grant said to be for employees',
      grant,
      [people.dana, 'employees', ['full']],
      'grants.grants_principal_id_audience_fkey',
    ],
    [
      'full, slipped into a grant that is there',
      `update grants set rights = array['view', 'full'] where audience = 'external' and resource_kind = 'app'`,
      [],
      'grants.grants_external_wall',
    ],
    ['a right that does not exist', grant, [people.kevin, 'employees', ['everything']], 'grants.grants_known_rights'],
    ['a grant of nothing', grant, [people.kevin, 'employees', []], 'grants.grants_rights_check'],
  ])
})

describe('exactly one supervisor, an active employee with a seat', async () => {
  const company = 'update company set supervisor_id = $1'
  const key = 'company.company_supervisor_id_supervisor_kind_supervisor_status_fkey'
  const there = 'company!company_supervisor_is_there'
  const seated = 'company!company_supervisor_with_seat'
  const employee = (name: string, more: string) =>
    one(
      `with principal as (insert into principals (id, kind, audience) values (uuid7(), 'user', 'employees') returning id)
       insert into users (id, kind, status, full_name, password_hash, registered_at, deleted_at)
       select id, 'employee', 'active', $1, 'none', now(), ${more} from principal returning id`,
      [name],
    )
  const seatless = await employee('Sam Seatless', 'null')
  const deleted = await employee('Dora Deleted', 'now()')
  standsAgainst([
    ['somebody from outside', company, [people.dana], key],
    ['somebody locked', company, [people.tomas], `${key} ${seated}`],
    ['somebody invited only', company, [people.nina], key],
    ['nobody who is there', company, ['018f0000-0000-7000-8000-00000000dead'], `${key} ${there} ${seated}`],
    ['somebody deleted', company, [deleted], `${there} ${seated}`],
    ['somebody without a seat', company, [seatless], seated],
    [
      'locking the one who is',
      `update users set status = 'locked', locked_at = now() where id = $1`,
      [people.vera],
      key,
    ],
    ['deleting her', 'update users set deleted_at = now() where id = $1', [people.vera], 'users!users_supervisor_kept'],
    [
      'a second company under another key',
      'insert into company (id, name, supervisor_id) values (false, $2, $1)',
      [people.adam, 'Two'],
      'company.company_id_check',
    ],
    [
      'a second company',
      'insert into company (name, supervisor_id) values ($2, $1)',
      [people.adam, 'Two'],
      'company.company_pkey',
    ],
    ['no company any more', 'delete from company', [], 'company!company_kept'],
    ['no company, by emptying the table', 'truncate company', [], 'company!company_kept_whole'],
  ])

  test('not even the place may be empty', async () => {
    expect(await tried('update company set supervisor_id = null', [])).toMatch(/null value/)
  })
})

describe('system groups stay what they are', () => {
  const all = Object.entries(systemGroups)
  standsAgainst(
    all.flatMap(([name, id]): Case[] => [
      [`${name}: renamed`, `update groups set name = 'Renamed' where id = $1`, [id], 'groups!system_groups_fixed'],
      [
        `${name}: marked as deleted`,
        'update groups set deleted_at = now() where id = $1',
        [id],
        'groups!system_groups_fixed',
      ],
      [
        `${name}: re-typed`,
        `update groups set type = case type when 'role' then 'group' else 'role' end where id = $1`,
        [id],
        'groups!system_groups_fixed',
      ],
      [
        `${name}: another scope`,
        `update groups set scope = 'company' where id = $1`,
        [id],
        'groups!system_groups_fixed',
      ],
      [
        `${name}: kept otherwise`,
        `update groups set membership = case membership when 'computed' then 'by_hand' else 'computed' end where id = $1`,
        [id],
        'groups!system_groups_fixed',
      ],
    ]),
  )
  standsAgainst([
    [
      'one of them deleted',
      'delete from groups where id = $1',
      [systemGroups.privilegedUsers],
      'groups!system_groups_kept',
    ],
    [
      'somebody put among All users',
      member,
      [systemGroups.allUsers, people.kevin, 'employees'],
      'group_members!group_members_by_hand',
    ],
    [
      'All users as a member of another group',
      member,
      [employees, systemGroups.allUsers, 'employees'],
      'group_members!group_members_by_hand',
    ],
    [
      'somebody put among External users',
      member,
      [systemGroups.externalUsers, people.dana, 'external'],
      'group_members!group_members_by_hand',
    ],
    [
      'a second System supervisor',
      member,
      [systemGroups.systemSupervisor, people.adam, 'employees'],
      'group_members!group_members_by_hand',
    ],
    [
      'a group in itself',
      member,
      [support, support, 'employees'],
      'group_members.group_members_check group_members!group_members_added',
    ],
  ])

  test('there are seven, and each is there', async () => {
    const { rows } = await pool.query(
      `select code from groups where scope = 'system' and deleted_at is null order by id`,
    )
    expect(rows.map(({ code }) => code)).toEqual([
      'administrators',
      'all_users',
      'external_users',
      'privileged_users',
      'crm_users',
      'projects_users',
      'system_supervisor',
    ])
  })
})

describe('the audit is written with the deed and never changed', () => {
  standsAgainst([
    ['changed', `update audit_events set facts = '{}'`, [], 'audit_events!audit_events_append_only'],
    ['deleted from', 'delete from audit_events', [], 'audit_events!audit_events_append_only'],
    ['emptied', 'truncate audit_events', [], 'audit_events!audit_events_kept'],
  ])

  test('a change of rights whose audit row cannot be written does not happen', async () => {
    await pool.query(`create function refuse_row() returns trigger language plpgsql as $$ begin raise exception 'no audit today'; end $$;
      create trigger no_audit before insert on audit_events for each row when (new.operation = 'addGroupMember') execute function refuse_row()`)
    const deed = adam.run(addGroupMember, { group: employees as never, member: people.igor })
    await expect(deed).rejects.toThrow('no audit today')
    const { rows } = await pool.query('select 1 from group_members where group_id = $1', [employees])
    expect(rows).toEqual([])
    await pool.query('drop trigger no_audit on audit_events')
  })
})
