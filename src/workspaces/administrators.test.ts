import { beforeAll, describe, expect, test } from 'vitest'
import { explain } from '../../src/access/decide.ts'
import { makeServiceDeskWorld } from '../../test/cast/service-desk.ts'
import { refusalOf, type Someone } from '../../test/cast/world.ts'
import { createApp } from '../apps/commands/create-app.ts'
import { createItem } from '../apps/commands/create-item.ts'
import { saveFields } from '../apps/commands/save-fields.ts'
import { updateApp } from '../apps/commands/update-app.ts'
import { getApp } from '../apps/queries/get-app.ts'
import { getItem } from '../apps/queries/get-item.ts'
import { listAuditEvents } from '../audit/queries/list-audit-events.ts'
import type { AppId, GroupId, PrincipalId, WorkspaceId } from '../base/ids.ts'
import { addGroupMember } from '../groups/commands/add-group-member.ts'
import { changeGroupMembers } from '../groups/commands/change-group-members.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { deleteGroup } from '../groups/commands/delete-group.ts'
import { getGroup } from '../groups/queries/get-group.ts'
import { listGroupPlaces } from '../groups/queries/list-group-places.ts'
import { listGroups } from '../groups/queries/list-groups.ts'
import { listGroupUses } from '../groups/queries/list-group-uses.ts'
import { getLicenses } from '../licensing/queries/get-licenses.ts'
import { createPage } from '../pages/commands/create-page.ts'
import { activatePortal } from '../portals/commands/activate-portal.ts'
import { deactivatePortal } from '../portals/commands/deactivate-portal.ts'
import { enablePortal } from '../portals/commands/enable-portal.ts'
import { publishPage } from '../portals/commands/publish-page.ts'
import { getPortal } from '../portals/queries/get-portal.ts'
import { createProcess } from '../processes/commands/create-process.ts'
import { renameProcess } from '../processes/commands/rename-process.ts'
import { cancelInstance } from '../processes/commands/cancel-instance.ts'
import { planSubstitution } from '../tasks/commands/plan-substitution.ts'
import { appointWorkspaceAdministrator } from './commands/appoint-workspace-administrator.ts'
import { createWorkspace } from './commands/create-workspace.ts'
import { deleteWorkspace } from './commands/delete-workspace.ts'
import { dismissWorkspaceAdministrator } from './commands/dismiss-workspace-administrator.ts'
import { updateWorkspace } from './commands/update-workspace.ts'
import { getWorkspace } from './queries/get-workspace.ts'
import { listWorkspaceAdministrators } from './queries/list-workspace-administrators.ts'

/** Igor, who has no rights of his own, administers the service desk and nothing else (checklist 102). */
const world = await makeServiceDeskWorld()
const { adam, vera, igor, kevin, lena, dana, people, pool, desk, requests } = world
const marta = await world.as('marta')
const unknown = '018f0000-0000-7000-8000-00000000dead'
const { workspace, app, portal, home } = desk
const appoint = (principal: PrincipalId, where: WorkspaceId = workspace) =>
  adam.run(appointWorkspaceAdministrator, { workspace: where, principal })
const kindOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).kind
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const given = async (principal: string, kind: string, resource: string, rights: string) =>
  pool.query(
    `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights) values (uuid7(), $1, 'employees', $2, $3, $4)`,
    [principal, kind, resource, rights],
  )

let other: WorkspaceId
let otherApp: AppId
beforeAll(async () => {
  other = (await adam.run(createWorkspace, { name: 'Board', visibleTo: 'administrators' })).id
  otherApp = (
    await adam.run(createApp, { workspace: other, name: 'Minutes', mode: 'app', visibleTo: 'administrators' })
  ).id
  await pool.query(`update apps set mode = 'app' where id = $1`, [app])
})

describe('who administers a workspace', () => {
  test('is said by administrators of the company alone', async () => {
    await appoint(people.igor)
    for (const principal of [people.igor, people.lena]) {
      expect(await kindOf(igor.run(appointWorkspaceAdministrator, { workspace, principal }))).toBe('forbidden')
      expect(await kindOf(igor.run(dismissWorkspaceAdministrator, { workspace, principal }))).toBe('forbidden')
      expect(await kindOf(kevin.run(appointWorkspaceAdministrator, { workspace, principal }))).toBe('forbidden')
      expect(await kindOf(kevin.run(appointWorkspaceAdministrator, { workspace: other, principal }))).toBe('not_found')
    }
    expect(await kindOf(kevin.run(listWorkspaceAdministrators, { workspace }))).toBe('forbidden')
    expect(await kindOf(igor.run(listWorkspaceAdministrators, { workspace: other }))).toBe('not_found')
    expect((await igor.run(listWorkspaceAdministrators, { workspace })).rows).toMatchObject([
      { id: people.igor, kind: 'user', name: 'Igor Petrov', isGone: false, by: 'Adam Brandt' },
    ])
  })

  test('is an employee, a group of employees or a place, and never anybody from outside', async () => {
    const inApp = (await adam.run(createGroup, { name: 'Readers', app })).id
    expect(await codeOf(appoint(people.dana))).toBe('workspace.employees_only')
    expect(await codeOf(appoint((await world.group('external_users')) as GroupId))).toBe('workspace.employees_only')
    expect(await codeOf(appoint(inApp))).toBe('workspace.app_group')
    expect(await kindOf(appoint(unknown as PrincipalId))).toBe('not_found')
    await expect(given(people.dana, 'workspace', workspace, '{administer}')).rejects.toThrow()
    await expect(given(people.kevin, 'workspace', workspace, '{full}')).rejects.toThrow('grants_administer_workspaces')
    await expect(given(people.kevin, 'app', app, '{administer}')).rejects.toThrow('grants_administer_workspaces')
  })

  test('is appointed once, however often and by however many at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => appoint(people.igor)))
    expect((await adam.run(listWorkspaceAdministrators, { workspace })).rows).toHaveLength(1)
  })

  test('is one of a group through whatever group or place, as long as that lasts', async () => {
    const support = (await world.group('support')) as GroupId
    await appoint(support, other)
    expect((await kevin.run(getWorkspace, { workspace: other })).can).toEqual({ configure: true, manage: false })
    await adam.run(dismissWorkspaceAdministrator, { workspace: other, principal: support })
    expect(await kindOf(kevin.run(getWorkspace, { workspace: other }))).toBe('not_found')
    expect(await codeOf(adam.run(dismissWorkspaceAdministrator, { workspace: other, principal: support }))).toBe(
      'workspace.not_administrator',
    )
  })

  test('stands in the audit, with who said so', async () => {
    const { rows } = await adam.run(listAuditEvents, { operation: 'appointWorkspaceAdministrator' })
    expect(rows[0]).toMatchObject({ outcome: 'done' })
    expect(JSON.stringify(rows)).toContain('Igor Petrov')
  })
})

describe('whoever administers one workspace', () => {
  test('configures it, its apps, pages and processes', async () => {
    const { version, can } = await igor.run(getWorkspace, { workspace })
    expect(can).toEqual({ configure: true, manage: false })
    await igor.run(updateWorkspace, { workspace, version, description: 'What customers ask for' })
    const made = await igor.run(createApp, { workspace, name: 'Spare parts' })
    await igor.run(saveFields, { app: made.id, version: 1, fields: [{ code: 'name', name: 'Name', type: 'string' }] })
    await igor.run(createPage, { portal, name: 'Opening hours' })
    const order = await igor.run(createProcess, { workspace, name: 'Order a part' })
    await igor.run(renameProcess, { process: order.id, version: 1, name: 'Order parts' })
    expect((await igor.run(getPortal, { workspace })).portal?.can).toEqual({ manage: false })
  })

  test('sees and changes nothing of another one', async () => {
    expect(await kindOf(igor.run(getWorkspace, { workspace: other }))).toBe('not_found')
    expect(await kindOf(igor.run(getApp, { app: otherApp }))).toBe('not_found')
    expect(await kindOf(igor.run(createApp, { workspace: other, name: 'Mine' }))).toBe('not_found')
    expect(await kindOf(igor.run(createGroup, { workspace: other, name: 'Mine' }))).toBe('not_found')
    expect(await kindOf(igor.run(createGroup, { app: otherApp, name: 'Mine' }))).toBe('not_found')
    const { workspaces, company, system } = await igor.run(listGroupPlaces, {})
    expect([workspaces.map(({ id }) => id), company, system]).toEqual([[workspace], null, null])
  })

  test('reaches no item by that (data rights are given apart)', async () => {
    expect(await kindOf(igor.run(getItem, { app, item: requests.dana.item }))).toBe('not_found')
    expect(await kindOf(igor.run(createItem, { app, values: { subject: 'Mine' } }))).toBe('forbidden')
    expect(await kindOf(igor.run(cancelInstance, { instance: requests.dana.instance, reason: 'x' }))).toBe('not_found')
    const { version } = await igor.run(getApp, { app })
    expect(await kindOf(igor.run(updateApp, { app, version, mode: 'open' }))).toBe('forbidden')
    await igor.run(updateApp, { app, version, mode: 'app', description: 'Still by rights' })
  })

  test('does not open anything to people from outside, and is nobody in Administration', async () => {
    const { portal: found } = await igor.run(getPortal, { workspace })
    const { draftVersion } = found!.pages.find(({ id }) => id === home)!
    expect(await kindOf(igor.run(publishPage, { page: home, draftVersion }))).toBe('forbidden')
    expect(await kindOf(igor.run(deactivatePortal, { portal }))).toBe('forbidden')
    expect(await kindOf(igor.run(activatePortal, { portal }))).toBe('forbidden')
    expect(await kindOf(igor.run(enablePortal, { workspace }))).toBe('forbidden')
    expect(await kindOf(igor.run(deleteWorkspace, { workspace }))).toBe('forbidden')
    expect(await kindOf(igor.run(createWorkspace, { name: 'Mine' }))).toBe('forbidden')
    expect(await kindOf(igor.run(createGroup, { name: 'Mine' }))).toBe('forbidden')
    expect(await kindOf(igor.run(createGroup, { workspace, name: 'Mine', audience: 'external' }))).toBe('forbidden')
    expect(await kindOf(igor.run(getLicenses, {}))).toBe('forbidden')
  })

  test('does not lend it to a substitute', async () => {
    await adam.run(planSubstitution, {
      absent: people.igor,
      type: 'all_access',
      substitute: people.marta,
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    })
    expect((await marta.run(getWorkspace, { workspace })).can).toEqual({ configure: false, manage: false })
    expect(await explain(world.db, marta.actor, 'workspace.configure', { kind: 'workspace', id: workspace })).toEqual(
      [],
    )
  })

  test('acts through an API token only where it was made for administration', async () => {
    const bare = { ...igor.actor, token: { id: igor.actor.session, name: 'x', administers: false, workspaces: null } }
    const full = { ...bare, token: { ...bare.token, administers: true } }
    const asked = { kind: 'workspace', id: workspace } as const
    expect(await explain(world.db, bare, 'workspace.configure', asked)).toEqual([])
    expect(await explain(world.db, full, 'workspace.configure', asked)).toMatchObject([
      { because: 'workspace_administrator' },
    ])
  })

  test('is that no longer from the moment somebody takes it away', async () => {
    await appoint(people.lena)
    await lena.run(createPage, { portal, name: 'By Lena' })
    await adam.run(dismissWorkspaceAdministrator, { workspace, principal: people.lena })
    expect(await kindOf(lena.run(createPage, { portal, name: 'By Lena too' }))).toBe('not_found')
  })
})

describe('groups of the workspace', () => {
  const make = async (name: string, by: Someone = adam) => (await by.run(createGroup, { workspace, name })).id

  test('are kept by whoever administers it, those of the company are not there', async () => {
    const group = await make('Dispatchers', igor)
    await igor.run(addGroupMember, { group, member: people.kevin })
    expect((await igor.run(getGroup, { group })).can).toEqual({
      edit: true,
      delete: true,
      restore: false,
      editMembers: true,
      listUses: false,
    })
    expect(await kindOf(igor.run(listGroupUses, { group }))).toBe('forbidden')
    await igor.run(deleteGroup, { group })
    const seen = (await igor.run(listGroups, {})).rows
    expect(seen.every((one) => one.workspace?.id === workspace)).toBe(true)
    expect(seen.map(({ audience }) => audience)).not.toContain('external')
    expect(await kindOf(igor.run(getGroup, { group: (await world.group('support')) as GroupId }))).toBe('not_found')
    expect(await kindOf(kevin.run(getGroup, { group }))).toBe('not_found')
  })

  test('take in nobody who is not there for the person who fills them (rule 5)', async () => {
    const group = await make('Fitters', igor)
    const support = (await world.group('support')) as GroupId
    for (const member of [support, people.dana, people.omar, unknown as PrincipalId]) {
      expect(await kindOf(igor.run(addGroupMember, { group, member }))).toBe('not_found')
      expect(await kindOf(igor.run(changeGroupMembers, { group, version: 1, add: [member] }))).toBe('not_found')
    }
  })

  test('are not filled when they give data the person does not have (AT-047, rule 7)', async () => {
    const group = await make('Readers of requests')
    await given(group, 'app', app, '{view,edit}')
    expect(await kindOf(igor.run(addGroupMember, { group, member: igor.id }))).toBe('forbidden')
    expect((await igor.run(getGroup, { group })).can).toMatchObject({ edit: true, editMembers: false })
    await given(people.igor, 'app', app, '{view}')
    expect(await kindOf(igor.run(addGroupMember, { group, member: igor.id }))).toBe('forbidden')
    await given(people.igor, 'app', app, '{edit,view}')
    await igor.run(addGroupMember, { group, member: igor.id })
    await pool.query(`update grants set revoked_at = now() where principal_id = $1 and resource_kind = 'app'`, [
      people.igor,
    ])
  })

  test('nor when they stand in a group outside, at however great a distance (AT-048)', async () => {
    const inner = await make('Inner')
    const middle = await make('Middle')
    await adam.run(addGroupMember, { group: middle, member: inner })
    await igor.run(addGroupMember, { group: inner, member: people.kevin })
    const outer = (await adam.run(createGroup, { name: 'All who may' })).id
    await adam.run(addGroupMember, { group: outer, member: middle })
    expect(await kindOf(igor.run(addGroupMember, { group: inner, member: igor.id }))).toBe('forbidden')
    expect(await kindOf(igor.run(addGroupMember, { group: middle, member: igor.id }))).toBe('forbidden')
    const fresh = await make('Fresh', igor)
    expect(await kindOf(igor.run(addGroupMember, { group: middle, member: fresh }))).toBe('forbidden')
  })

  test('nor when they say who administers, who reads the audit, or who sees another workspace', async () => {
    const leaders = await make('Leaders')
    await appoint(leaders)
    expect(await kindOf(igor.run(addGroupMember, { group: leaders, member: people.kevin }))).toBe('forbidden')
    const auditors = await make('Auditors of the desk')
    await pool.query(`update company set auditors_id = $1, auditors_audience = 'employees'`, [auditors])
    expect(await kindOf(igor.run(addGroupMember, { group: auditors, member: people.kevin }))).toBe('forbidden')
    const watchers = await make('Watchers')
    await pool.query(`insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2)`, [
      other,
      watchers,
    ])
    expect(await kindOf(igor.run(addGroupMember, { group: watchers, member: igor.id }))).toBe('forbidden')
    await vera.run(addGroupMember, { group: watchers, member: people.kevin })
  })

  test('of outsiders, such as the users of the portal, are not there', async () => {
    const { rows } = await pool.query<{ id: GroupId }>('select group_id as id from portals where id = $1', [portal])
    expect(await kindOf(igor.run(getGroup, { group: rows[0]!.id }))).toBe('not_found')
    expect(await kindOf(igor.run(addGroupMember, { group: rows[0]!.id, member: people.dana }))).toBe('not_found')
    expect(await kindOf(dana.run(getGroup, { group: rows[0]!.id }))).toBe('unauthenticated')
  })
})
